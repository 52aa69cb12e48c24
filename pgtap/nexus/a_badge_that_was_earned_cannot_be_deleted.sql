begin;
select plan(2);

select test.nexus_world();

select test.is_restricted(
    $$delete from nexus.badges where id = 'badge'$$, 'student_badges_badgeId_fkey', 'badges', 'student_badges',
    'a badge that somebody earned cannot be deleted'
);

delete from nexus.student_badges;

select lives_ok($$delete from nexus.badges where id = 'badge'$$, 'a badge that nobody earned can be');

select * from finish();
rollback;
