begin;
select plan(3);

select test.nexus_world();

select lives_ok($$delete from nexus.coach_profiles where id = 'coach'$$, 'a coach can be deleted');
select results_eq(
    'select id, "coachId" from nexus.sessions', $$values ('session', null::text)$$,
    'the sessions stay, without their coach'
);
select results_eq(
    'select id, "coachId" from nexus.student_reports', $$values ('report', null::text)$$,
    'the reports stay, without their coach'
);

select * from finish();
rollback;
