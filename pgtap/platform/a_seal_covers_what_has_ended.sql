begin;
select plan(16);

select is(
    audit.seal(), 0::bigint,
    'with nothing to seal no seal is made'
);

create temporary table written as
    select test.committed_log_row('a', 5) as a, test.committed_log_row('b', 4) as b, test.committed_log_row('c', 6) as c,
           test.committed_log_row('d', 6) as d, test.committed_log_row('e', 7) as e, test.committed_log_row('f', 5) as f;

-- This transaction has not ended.
insert into audit.log (context, table_name, record_id, action) values ('past', 'things', 'running', 'delete');

select is(
    audit.seal(1), 1::bigint,
    'a batch may be limited'
);

select is(
    (select row_ids from audit.seals where number = 1), (select array[b] from written),
    'the earliest transaction comes first, whatever the ids'
);

select is(
    to_transaction, 5::bigint,
    'and the seal says before which transaction everything is covered'
) from audit.seals where number = 1;

select is(
    (select row_hashes[1] from audit.seals where number = 1),
    sha256(convert_to(
        '["2026-01-15T12:00:00.000000Z", "4", "tester", null, null, null, "past", "things", "b", "delete", null, null]',
        'UTF8'
    )),
    'a row''s hash is that of a JSON array of its columns as text'
);

select is(
    (select hash from audit.seals where number = 1),
    (select sha256(convert_to(format(
        '["1", "0", "%s", "5", "%s", "2026-01-15T12:00:00.000000Z", "2026-01-15T12:00:00.000000Z", "%s", "", '
        '["%s"], ["%s"]]',
        to_id, cluster, audit.time_text(sealed_at), row_ids[1], encode(row_hashes[1], 'hex')
     ), 'UTF8')) from audit.seals where number = 1),
    'a seal''s hash is that of a JSON array of its columns'
);

select is(
    cluster, (select system_identifier::text from pg_control_system()),
    'it names the cluster whose transactions these are'
) from audit.seals where number = 1;

select is(
    audit.seal(1), 2::bigint,
    'a transaction is not divided'
);

select is(
    (select row_ids from audit.seals where number = 2), (select array[a, f] from written),
    'the rows of a seal are in the order of their ids'
);

select is(
    audit.seal(), 3::bigint,
    'without a limit everything that has ended is sealed, what is running is not'
);

select ok(
    base_id = 0
        and to_id = (select last_value from audit.log_id_seq)
        and to_transaction between 8 and pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        and to_transaction <= pg_current_xact_id()::text::bigint,
    'it covers every id drawn so far, of every transaction before those that run'
) from audit.seals where number = 3;

select is(
    audit.seal(), 0::bigint,
    'what is sealed is not sealed again'
);

select results_eq(
    $$select number, previous = lag(hash, 1, '') over (order by number) from audit.seals order by number$$,
    $$values (1::bigint, true), (2, true), (3, true)$$,
    'seals are numbered without a gap, each with the hash of the one before'
);

select is(
    (select verdict || ': ' || explanation from audit.verify()),
    'intact: 3 seals cover 6 rows, all as they were; 1 rows are not yet sealed',
    'the seals hold'
);

select test.committed_log_row(transaction::text, transaction) from generate_series(5, 7) as transaction;
set local plpgsql.extra_errors to 'too_many_rows';

select lives_ok(
    'select audit.seal(1)',
    'one last seal is asked for, and one end of a batch: it works where the server takes a second row for an error'
);

reset plpgsql.extra_errors;

-- Batches of one transaction each, up to the first that has not ended: this one, or one of another session.
select test.committed_log_row('running', transaction)
from (
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as first, pg_current_xact_id()::text::bigint as this
) as t, generate_series(first, least(this, first + 1000)) as transaction;

do $$
begin
    while audit.seal(0) > 0 loop
    end loop;
end
$$;

select is_empty(
    $$
        select l.transaction_id
        from audit.log as l
        join audit.seals as s on l.id = any (s.row_ids)
        where l.transaction_id >= pg_current_xact_id()::text::bigint
    $$,
    'however small the batches, none holds what is running'
);

select * from finish();
rollback;
