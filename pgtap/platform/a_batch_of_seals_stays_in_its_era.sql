begin;
select plan(11);

create function pg_temp.held() returns setof text language sql as $$
    select format('%s of %s', mode, coalesce(relation::regclass::text, (classid::bigint << 32 | objid::bigint)::text))
    from pg_locks
    where pid = pg_backend_pid() and (locktype = 'advisory' or relation = 'audit.log'::regclass)
$$;

-- Restored elsewhere: the last seal is made one of another cluster, and what follows ends its era.
select test.committed_log_row('sealed there', 900);
select audit.seal();

select set_has(
    'select * from pg_temp.held()', $$select format('ExclusiveLock of %s', hashtextextended('audit.seal', 0))$$,
    'one seals at a time'
);
select set_hasnt(
    'select * from pg_temp.held()', $$values ('ShareRowExclusiveLock of audit.log')$$, 'and keeps nobody from writing'
);

alter table audit.seals disable trigger user;
update audit.seals set cluster = 'there', to_transaction = 1000;
select test.committed_log_row('not sealed there', 650), test.committed_log_row('here, late', 700);
select audit.seal();

select set_has(
    'select * from pg_temp.held()', $$values ('ShareRowExclusiveLock of audit.log')$$,
    'only where an era ends writers are held off'
);

-- In the new era transactions did not end in the order of their rows, and the first one wrote last.
select test.committed_log_row(transaction::text, transaction)
from unnest(array[708, 707, 706, 708, 705, 704, 703, 702, 701]) with ordinality as t (transaction, n) order by n;

create function pg_temp.sealed(batch integer) returns text language plpgsql as $$
declare
    made constant bigint := audit.seal(batch);
begin
    return format('%s: %s, before %s', made, (
        select string_agg(l.record_id, ' ' order by l.id) from audit.log as l where l.id = any (s.row_ids)
    ), s.to_transaction) from audit.seals as s order by s.number desc limit 1;
end
$$;

select is(pg_temp.sealed(2), '2: 702 701, before 703', 'a batch takes the first transactions of its own era');
select is(pg_temp.sealed(2), '2: 704 703, before 705', 'the next goes on behind them, whatever was written last');
select is(pg_temp.sealed(3), '3: 707 706 705, before 708', 'and so on');
select is(pg_temp.sealed(1), '2: 708 708, before 709', 'a transaction that is longer than a batch is taken whole');

-- Rows that had been written when the last seal was made, by transactions that had not ended then.
select test.committed_log_row('801', 801), test.committed_log_row('801', 801), test.committed_log_row('of the future', 9000000000000000000);
update audit.seals set to_transaction = 800, to_id = (select max(id) from audit.log) where number = (select max(number) from audit.seals);
select is(pg_temp.sealed(1), '2: 801 801, before 802', 'what had not ended by the last seal is in the next');

select test.committed_log_row('900', 900);
select is(pg_temp.sealed(0), '1: 900, before 901', 'a batch has one transaction at least');

-- There is no transaction of the future: it would be sealed before it ends.
select test.committed_log_row('950', 950);
select audit.seal(1);
select ok(
    to_transaction <= pg_current_xact_id()::text::bigint, 'a seal covers what has ended, and nothing that is to come'
) from audit.seals order by number desc limit 1;

-- Another era; the last row of the one before is of an early transaction.
select test.committed_log_row('last there', 640);
update audit.seals set cluster = 'elsewhere' where number = (select max(number) from audit.seals);
select audit.seal();
select test.committed_log_row('960', 960), test.committed_log_row('960', 960);
select is(pg_temp.sealed(1), '2: 960 960, before 961', 'also where it is the first of its era');

select * from finish();
rollback;
