begin;
select plan(12);

create schema watched;
create table watched.things (id integer primary key, name text, note text, seen_at timestamptz);
insert into watched.things values (7, 'old', 'older than the log', null);
select audit.watch('watched.things', ignored_columns => '{seen_at}');

create temporary table moments (name text primary key, at timestamptz not null);
insert into moments values ('start', clock_timestamp());
insert into watched.things values (1, 'lamp', null, now());
insert into moments values ('inserted', clock_timestamp());
update watched.things set name = 'lantern';
insert into moments values ('updated', clock_timestamp());
update watched.things set note = 'bright' where id = 1;
insert into moments values ('noted', clock_timestamp());
delete from watched.things where id = 1;
insert into moments values ('deleted', clock_timestamp());
insert into watched.things values (1, 'candle', 'new life', null);
insert into moments values ('reborn', clock_timestamp());
truncate watched.things;
insert into moments values ('truncated', clock_timestamp());

create function pg_temp.as_of(key text, moment text) returns jsonb
language sql
return (select audit.as_of('watched.things', key, at) from moments where moments.name = moment);

select is(pg_temp.as_of('1', 'start'), null, 'before it was inserted a record is not there');
select is(pg_temp.as_of('1', 'inserted'), '{"id": 1, "name": "lamp", "note": null}', 'then it is as inserted, ignored columns left out');
select is(pg_temp.as_of('1', 'updated'), '{"id": 1, "name": "lantern", "note": null}', 'then as updated');
select is(pg_temp.as_of('1', 'noted'), '{"id": 1, "name": "lantern", "note": "bright"}', 'and updated again');
select is(pg_temp.as_of('1', 'deleted'), null, 'after it was deleted it is not there');
select is(
    audit.as_of('watched.things', '1', (select at from audit.history('watched.things', '1') where action = 'delete')), null,
    'nor at the very moment'
);
select is(pg_temp.as_of('1', 'reborn'), '{"id": 1, "name": "candle", "note": "new life"}', 'a second life has nothing of the first');
select is(pg_temp.as_of('1', 'truncated'), null, 'after a truncation it is not there');

select is(
    pg_temp.as_of('7', 'start'), '{"name": "old"}',
    'of a record older than the log is known what a later change tells'
);

select is(
    pg_temp.as_of('7', 'updated'), '{"name": "lantern"}',
    'and what a change made it'
);

select is(
    pg_temp.as_of('7', 'truncated'), null,
    'until it ends'
);

select is(
    pg_temp.as_of('8', 'updated'), null,
    'what the log does not know was not there'
);

select * from finish();
rollback;
