begin;
select plan(8);

-- Restored elsewhere, numbers of transactions begin anew. Here: the last seal is made one of another cluster.
create temporary table written as
    select test.committed_log_row('sealed there', 900) as a;
select audit.seal();
alter table audit.seals disable trigger user;
update audit.seals as s set cluster = 'there', to_transaction = 1000;
update audit.seals as s set hash = audit.seal_hash(s);
alter table audit.seals enable always trigger append_only;
alter table audit.seals enable always trigger append_only_truncate;

select test.committed_log_row('not sealed there', 1200), test.committed_log_row('written here first', 700);

select is(
    audit.seal(), 2::bigint,
    'what was not sealed there is sealed here, with what came since, whatever their transactions'
);

select results_eq(
    'select base_id, to_transaction, cluster, cardinality(row_ids) from audit.seals where number = 2',
    $$values (0::bigint, null::bigint, 'there', 2)$$,
    'by a seal that ends the era of the other cluster'
);

select test.committed_log_row('written here', 701);

select is(
    audit.seal(), 1::bigint,
    'then sealing goes on'
);

select is(
    (select base_id from audit.seals where number = 3), (select to_id from audit.seals where number = 2),
    'in an era that begins after the last id of the one before'
);

select is(
    (select cluster from audit.seals where number = 3), (select system_identifier::text from pg_control_system()),
    'and belongs to this cluster'
);

select is(
    (select verdict || ': ' || explanation from audit.verify()),
    'intact: 3 seals cover 4 rows, all as they were; 0 rows are not yet sealed',
    'the chain holds across eras'
);

select ok(
    (select bool_and(tgenabled = 'A') from pg_trigger where tgname = 'append_only'),
    'and the log is guarded as before'
);

-- A cluster of the same identity whose numbers went backwards is another one, too.
alter table audit.seals disable trigger user;
update audit.seals as s set to_transaction = 9000000000000000000 where number = 3;
update audit.seals as s set hash = audit.seal_hash(s) where number = 3;
select test.committed_log_row('again', 5);
select audit.seal();

select is(
    (select to_transaction from audit.seals where number = 4), null,
    'numbers that went backwards end an era as well'
);

select * from finish();
rollback;
