begin;
select plan(9);

select test.nexus_world();
select test.nexus_user('admin', 'ADMIN');
delete from nexus.notifications;
insert into nexus.notifications (id, "userId", "userRole", type, title, message, data, read, "createdAt")
select format('%s, %s days', what, days), 'assistant', 'ASSISTANTE', 'CREDIT_REQUEST', 't', 'm', '{}', what = 'read',
       now() - make_interval(days => days) - interval '1 second'
from (values ('read'), ('unread')) as w (what), (values (89), (90), (200)) as d (days);

select throws_ok(
    'select nexus.purge_notifications()', 'NX001', 'nobody acts in this transaction', 'somebody purges'
);
set local app.current_user_id = 'assistant';
select throws_ok(
    'select nexus.purge_notifications()', 'NX002', 'only ADMIN may do this, and the actor is ASSISTANTE', 'who is an administrator'
);
set local app.current_user_id = 'admin';
select throws_ok(
    $$select nexus.purge_notifications('89 days')$$, 'NX006', 'notices that are 89 days old were to be purged', 'not before their time'
);
select throws_ok(
    'select nexus.purge_notifications(null)', 'NX006', 'notices that are NULL old were to be purged', 'nor without one'
);
select is(nexus.purge_notifications('180 days'), 1, 'they may be kept for longer');
select is(nexus.purge_notifications(), 1, 'notices that were read go when they are older than 90 days');
select set_eq(
    'select id from nexus.notifications',
    array['read, 89 days', 'unread, 89 days', 'unread, 90 days', 'unread, 200 days'], 'those that were not read stay'
);
select is(nexus.purge_notifications(), 0, 'a second purge finds nothing');
select results_eq(
    $$select actor, diff from nexus.audit_logs where action = 'RGPD_PURGE' order by id$$,
    $$values ('admin', '{"notifications": 1, "olderThan": "180 days"}'::jsonb),
             ('admin', '{"notifications": 1, "olderThan": "90 days"}'),
             ('admin', '{"notifications": 0, "olderThan": "90 days"}')$$,
    'each purge is in the log once'
);

select * from finish();
rollback;
