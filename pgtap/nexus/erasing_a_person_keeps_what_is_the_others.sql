begin;
select plan(9);

select test.nexus_world();
update nexus.users set email = 'ada@example.com', phone = '+21620000000' where id = 'pupil';
update nexus.messages set content = 'Call Ada@Example.com';
update nexus.knowledge_assets set chunk = 'By ada@example.com.';

create temporary table foreseen as select * from privacy.erase('nexus.user:pupil', dry_run => true);

select set_eq(
    $$select * from privacy.erase('nexus.user:pupil', dry_run => false)$$,
    $$select * from foreseen$$,
    'an erasure does what its dry run says'
);

select set_eq(
    $$select relation, action from foreseen$$,
    $$values
        ('nexus.messages', 'mask'), ('nexus.knowledge_assets', 'mask'),
        ('nexus.aria_messages', 'delete'), ('nexus.aria_conversations', 'delete'), ('nexus.memories', 'delete'),
        ('nexus.mail_logs', 'delete'), ('nexus.bilans', 'delete'), ('nexus.student_reports', 'delete'),
        ('nexus.student_profile_data', 'delete'), ('nexus.student_profiles', 'delete'), ('nexus.student_badges', 'delete'),
        ('nexus.generated_documents', 'delete'), ('nexus.subscriptions', 'delete'),
        ('nexus.subscription_requests', 'delete'), ('nexus.credit_transactions', 'delete'),
        ('nexus.credit_lots', 'delete'), ('nexus.credit_draws', 'delete'), ('nexus.credit_requests', 'delete'),
        ('nexus.session_history', 'delete'), ('nexus.sessions', 'delete'),
        ('nexus."SessionNotification"', 'delete'), ('nexus."SessionReminder"', 'delete'),
        ('nexus."SessionBooking"', 'delete'), ('nexus.students', 'delete'), ('nexus.users', 'delete'),
        ('nexus.aria_usage', 'delete')
    $$,
    'with a pupil goes all that is the pupil''s'
);

select set_eq(
    $$select content from nexus.messages union all select chunk from nexus.knowledge_assets$$,
    array['Call [erased]', 'By [erased].'],
    'and where others mention the pupil, the mention does'
);

select test.nexus_student('child', 'parent');
select test.nexus_booking('lesson', 'child', 'coach', '10:00', '11:00');
update nexus."SessionBooking" set "parentId" = 'parent';
select privacy.erase('nexus.user:coach', dry_run => false);

select set_eq(
    $$
        select b.id, u.email ~ '^erased-', u."firstName", (select count(*) from nexus.coach_profiles)
        from nexus."SessionBooking" as b
        join nexus.users as u on u.id = b."coachId"
    $$,
    $$values ('lesson', true, null::text, 0::bigint)$$,
    'the pupil''s lessons outlive the coach, on an account that says nothing of anybody'
);

select privacy.erase('nexus.user:parent', dry_run => false);

select set_eq(
    $$
        select b.id, b."parentId" as booked_by, s."parentId" as enrolled_by, p.address
        from nexus."SessionBooking" as b
        join nexus.students as s on s."userId" = b."studentId"
        join nexus.parent_profiles as p on p.id = s."parentId"
    $$,
    $$values ('lesson', null::text, 'parent', null::text)$$,
    'the children of a parent stay enrolled, with their lessons'
);

select set_eq(
    $$
        select p.amount, u.email ~ '^erased-'
        from nexus.payments as p
        join nexus.users as u on u.id = p."userId"
    $$,
    $$values (99.9, true)$$,
    'payments are kept'
);

select set_eq(
    $$
        select w."userId", t.reason
        from nexus.credit_wallets as w
        join nexus.credit_tx as t on t."walletId" = w.id
    $$,
    $$values ('parent', 'Ten credits')$$,
    'and so is the wallet with its journal'
);

select privacy.erase('nexus.user:assistant', dry_run => false);

select set_eq(
    $$
        select l.actor, u.email ~ '^erased-'
        from nexus.audit_logs as l
        join nexus.users as u on u.id = l.actor
    $$,
    $$values ('assistant', true)$$,
    'the log of what was done keeps the id, which says nothing any more'
);

select test.nexus_user('guest');
select privacy.erase('nexus.user:guest', dry_run => false);

select is_empty(
    $$select id from nexus.users where id = 'guest'$$,
    'an account that nothing refers to is deleted'
);

select * from finish();
rollback;
