begin;
select plan(16);

-- As a superuser who has dropped what guards the log.
alter table audit.log disable trigger user;
alter table audit.seals disable trigger user;

-- Ids begin with 1: a row that was brought here has it, of a transaction that no server counts. It is covered as well.
select nextval('audit.log_id_seq');
insert into audit.log (id, at, transaction_id, login, context, table_name, record_id, action)
    overriding system value values (1, '2026-01-15 12:00+00', -1, 'tester', 'past', 'things', 'first', 'delete');

create temporary table written as
    select test.committed_log_row('a', 3, '2026-01-15 12:00+00') as a, test.committed_log_row('b', 3, '2026-01-15 12:00+00') as b;
select audit.seal();
insert into written select test.committed_log_row('c', 4, '2026-02-15 12:00+00'), test.committed_log_row('d', 4, '2026-02-15 12:00+00');
select audit.seal();

create function pg_temp.verdict(from_time timestamptz default '-infinity', to_time timestamptz default 'infinity')
returns text
language sql
as $$
    select verdict || coalesce(', seal ' || seal_number, '') || coalesce(', row ' || l.record_id, '')
    from audit.verify(from_time, to_time) as v
    left join lateral (select min(record_id) as record_id from audit.log where id = v.row_id) as l on true
$$;

select is(pg_temp.verdict(), 'intact', 'a log that nobody touched is intact');

savepoint whole;
update audit.log set actor_id = 'somebody else' where record_id = 'b';
select is(pg_temp.verdict(), 'altered, seal 1, row b', 'a row with another value was altered');
select is(pg_temp.verdict('2026-02-01'), 'intact', 'a range of time leaves out the seals of other times');

update audit.log set actor_id = 'somebody else' where record_id in ('a', 'first');
set local plpgsql.extra_errors to 'too_many_rows';
select results_eq(
    'select pg_temp.verdict()', $$values ('altered, seal 1, row first')$$,
    'of several rows the first is named, also where the server takes a second one for an error'
);
rollback to savepoint whole;

update audit.log set transaction_id = 99999999999 where record_id = 'd';
select is(pg_temp.verdict(), 'altered, seal 2, row d', 'so was one with another transaction');
rollback to savepoint whole;

update audit.log set at = '2026-01-15 13:00+00' where record_id = 'd';
select is(pg_temp.verdict('2026-01-01', '2026-02-01'), 'altered, seal 2, row d', 'and one that moved to another time');
rollback to savepoint whole;

delete from audit.log where record_id = 'c';
select is(
    (select verdict || ', seal ' || seal_number || ', ' || (row_id = (select min(a) from written where a > 0 and a <> (select min(a) from written)))
     from audit.verify()),
    'missing, seal 2, true', 'a row that is gone is missing'
);
rollback to savepoint whole;

insert into audit.log (id, at, transaction_id, context, table_name, record_id, action)
    overriding system value values (0, '2026-01-15 12:00+00', 3, 'past', 'things', 'x', 'delete');
select is(pg_temp.verdict('2026-01-01', '2026-02-01'), 'inserted, row x', 'a row below the first id was inserted');
rollback to savepoint whole;

insert into audit.log (id, at, transaction_id, context, table_name, record_id, action)
    overriding system value select b, '2026-01-15 12:00+00', 3, 'past', 'things', 'x', 'delete' from written limit 1;
select is(pg_temp.verdict(), 'inserted, seal 1, row b', 'a second row with a sealed id was inserted');
rollback to savepoint whole;

alter table audit.log alter column id drop identity;
update audit.log as l set id = a + b - l.id from written as w where l.id in (w.a, w.b) and l.record_id in ('a', 'b');
select is(pg_temp.verdict(), 'reordered, seal 1, row b', 'rows that changed places were reordered');
rollback to savepoint whole;

update audit.seals set row_hashes[1] = sha256('x') where number = 1;
select is(pg_temp.verdict(), 'seal altered, seal 1', 'a seal with another content was altered');
rollback to savepoint whole;

update audit.seals as s set row_hashes[1] = sha256('x') where number = 1;
update audit.seals as s set hash = audit.seal_hash(s) where number = 1;
select is(pg_temp.verdict('2026-02-01'), 'seal altered, seal 2', 'one whose hash was made anew breaks the next');
rollback to savepoint whole;

delete from audit.seals where number = 1;
select is(pg_temp.verdict(), 'seal missing, seal 1', 'a seal that is gone is missing');
rollback to savepoint whole;

insert into audit.log (at, context, table_name, record_id, action) values ('2026-03-15', 'past', 'things', 'new', 'delete');
select is(pg_temp.verdict(), 'intact', 'rows that are not sealed yet spoil nothing');
select is(pg_temp.verdict('2026-03-01'), 'not yet sealed', 'where there is nothing else, verify says so');

select results_eq(
    'select sealed, unsealed from audit.verify()',
    'values (5::bigint, 1::bigint)',
    'and counts both'
);

select * from finish();
rollback;
