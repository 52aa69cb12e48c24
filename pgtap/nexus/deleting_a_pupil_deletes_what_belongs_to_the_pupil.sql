begin;
select plan(17);

select test.nexus_world();
select test.nexus_student('sibling', 'parent');

select lives_ok($$delete from nexus.students where id = 'pupil'$$, 'a pupil can be deleted');
select lives_ok('set constraints all immediate', 'and a sibling stays');

create temporary table left_over (relation text, rows bigint);
insert into left_over values
    ('subscriptions', (select count(*) from nexus.subscriptions)),
    ('subscription_requests', (select count(*) from nexus.subscription_requests)),
    ('credit_transactions', (select count(*) from nexus.credit_transactions)),
    ('sessions', (select count(*) from nexus.sessions)),
    ('aria_conversations', (select count(*) from nexus.aria_conversations)),
    ('aria_messages', (select count(*) from nexus.aria_messages)),
    ('student_badges', (select count(*) from nexus.student_badges)),
    ('memories', (select count(*) from nexus.memories)),
    ('bilans', (select count(*) from nexus.bilans)),
    ('mail_logs', (select count(*) from nexus.mail_logs)),
    ('student_profile_data', (select count(*) from nexus.student_profile_data)),
    ('student_reports', (select count(*) from nexus.student_reports)),
    ('generated_documents', (select count(*) from nexus.generated_documents));

select is(rows, 0::bigint, format('the %s of the pupil go', relation)) from left_over;

select isnt_empty($$select from nexus.users where id = 'pupil'$$, 'the account of the pupil stays');
select isnt_empty($$select from nexus."SessionBooking" where "studentId" = 'pupil'$$,
    'the bookings of the account stay');

select * from finish();
rollback;
