begin;
select plan(7);

select test.committed_log_row('1', 3);

set local role auditor;

select is(
    (select count(*) from audit.log where record_id = '1' and context = 'past'), 1::bigint,
    'the auditor reads the log'
);

select is(
    (select count(*) from audit.history('past.things', '1')), 1::bigint,
    'and asks it for a history'
);

select lives_ok(
    $$select audit.as_of('past.things', '1', now()), audit.verify()$$,
    'for a state, and whether it is whole'
);

select throws_ok(
    $$insert into audit.log (context, table_name, action) values ('past', 'things', 'delete')$$,
    '42501', 'permission denied for table log',
    'but writes nothing into it'
);

set local role shop_app;

select throws_ok(
    'select * from audit.log',
    '42501', 'permission denied for schema audit',
    'an application does not read it'
);

set local role shop_owner;

select throws_ok(
    'select * from audit.log',
    '42501', 'permission denied for table log',
    'nor the owner of a context'
);

select throws_ok(
    $$select audit.history('past.things', '1')$$,
    '42501', 'permission denied for function history',
    'nor its histories'
);

reset role;

select * from finish();
rollback;
