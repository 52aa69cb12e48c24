begin;
select plan(5);

create schema watched;
create table watched.things (id integer primary key, name text);
create table watched."Odd Things" (id integer primary key);
select audit.watch('watched.things'), audit.watch('watched."Odd Things"');

insert into watched.things values (1, 'lamp'), (2, 'torch');
insert into watched."Odd Things" values (1);
update watched.things set name = 'lantern' where id = 1;
truncate watched.things;
insert into watched.things values (1, 'candle');

select results_eq(
    $$select action, new_values ->> 'name' from audit.history('watched.things', '1')$$,
    $$values ('insert', 'lamp'), ('update', 'lantern'), ('truncate', null), ('insert', 'candle')$$,
    'a history is in order, and has the truncations of the table'
);

select is(
    (select count(*) from audit.history('watched."Odd Things"', '1')), 1::bigint,
    'a table''s name is written as in SQL'
);

select is_empty(
    $$select * from audit.history('watched.nothing', '1')$$,
    'what the log does not know has no history'
);

drop table watched.things;

select is(
    (select count(*) from audit.history('watched.things', '2')), 2::bigint,
    'a table that is gone keeps its history'
);

select throws_ok(
    $$select audit.history('things', '1')$$,
    'PFA01', '''things'' is not a table as schema.table',
    'a name without its schema is refused'
);

select * from finish();
rollback;
