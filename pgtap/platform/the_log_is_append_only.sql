begin;
select plan(14);

-- The test runs as superuser: privileges do not stop it, triggers do.
select test.committed_log_row('1', 3);
select test.committed_log_row('1', 3, '1999-01-01');
select audit.create_partitions(0);

select throws_like(
    $$update audit.log set record_id = '2'$$,
    'audit.log% is append-only: update refused',
    'a row is not changed'
);

select throws_like(
    $$delete from audit.log$$,
    'audit.log% is append-only: delete refused',
    'a row is not deleted'
);

select throws_ok(
    $$truncate audit.log$$,
    'PFA04', 'audit.log is append-only: truncate refused',
    'the log is not emptied'
);

select throws_ok(
    $$update audit.log_default set record_id = '2'$$,
    'PFA04', 'audit.log_default is append-only: update refused',
    'a row of a partition is not changed'
);

select throws_ok(
    $$delete from audit.log_default$$,
    'PFA04', 'audit.log_default is append-only: delete refused',
    'nor deleted'
);

select throws_ok(
    $$truncate audit.log_default$$,
    'PFA04', 'audit.log_default is append-only: truncate refused',
    'a partition is not emptied'
);

select throws_ok(
    format('truncate audit.%I', to_char(now() at time zone 'UTC', '"log_"YYYY_MM')),
    'PFA04', format('audit.%s is append-only: truncate refused', to_char(now() at time zone 'UTC', '"log_"YYYY_MM')),
    'nor one that was made for a month'
);

insert into audit.seals (number, base_id, to_id, cluster, row_ids, row_hashes, previous, hash)
    values (1, 0, 1, '1', '{}', '{}', '', sha256(''));

select throws_ok(
    $$update audit.seals set to_id = 2$$,
    'PFA04', 'audit.seals is append-only: update refused',
    'a seal is not changed'
);

select throws_ok(
    $$delete from audit.seals$$,
    'PFA04', 'audit.seals is append-only: delete refused',
    'a seal is not deleted'
);

select throws_ok(
    $$truncate audit.seals$$,
    'PFA04', 'audit.seals is append-only: truncate refused',
    'the chain is not emptied'
);

set local session_replication_role = replica;

select throws_like(
    $$delete from audit.log$$,
    'audit.log% is append-only: delete refused',
    'a session that switches triggers off deletes nothing either'
);

select throws_ok(
    $$truncate audit.log$$,
    'PFA04', 'audit.log is append-only: truncate refused',
    'and empties nothing'
);

set local session_replication_role = origin;
set local role platform_owner;

select throws_ok(
    $$update audit.log set record_id = '2'$$,
    '42501', 'permission denied for table log',
    'the owner of the log lacks the privilege to change it'
);

select throws_ok(
    $$delete from audit.seals$$,
    '42501', 'permission denied for table seals',
    'and to delete a seal'
);

reset role;

select * from finish();
rollback;
