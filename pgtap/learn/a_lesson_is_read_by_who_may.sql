begin;
select plan(8);

select test.learn_user('ada'), test.learn_user('bob'), test.learn_user('ivy', 'INSTRUCTOR'), test.learn_user('max', 'MODERATOR'),
    test.learn_user('sam', 'INSTRUCTOR');
select test.learn_draft('basics', 'ivy', '{open,preview,dated,delayed,past}'), test.learn_draft('draft', 'ivy', '{preview}'),
    test.learn_draft('own', 'sam', '{own}');
update learn.lessons set is_preview = true where slug = 'preview';
update learn.lessons set unlock_at = now() + interval '1 day' where slug = 'dated';
update learn.lessons set unlock_at = now() - interval '1 hour' where slug = 'past';
update learn.lessons set unlock_after_days = 1 where slug = 'delayed';
select test.learn_publish('basics'), test.learn_publish('own');
select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));

create function pg_temp.read_by(actor text) returns text[] language plpgsql as $$
declare
    seen text[];
begin
    perform test.learn_act(actor);
    set local role learn_user;
    seen := array(select slug from learn.lessons as l order by slug);
    reset role;
    return seen;
end
$$;

select is(pg_temp.read_by('ada'), '{open,past,preview}'::text[], 'who takes the course reads what is unlocked');
select is(pg_temp.read_by('bob'), '{preview}'::text[], 'who does not reads what is a preview, of what is published');
select is(pg_temp.read_by('sam'), '{own,preview}'::text[], 'who wrote another reads that one');
select is(pg_temp.read_by('ivy'), '{dated,delayed,open,past,preview,preview}'::text[], 'who wrote it reads it');
select results_eq(
    $$select lesson, locked is null from (select test.learn_act('ada')) as acting, learn.syllabus(test.learn_id('basics'))$$,
    $$values ('open', true), ('preview', true), ('dated', false), ('delayed', false), ('past', true)$$,
    'what is locked is listed, without its content'
);
-- Enrolments keep their time: this one is made old where no trigger sees it.
set local session_replication_role = replica;
update learn.course_enrollments set enrolled_at = now() - interval '1 day';
set local session_replication_role = origin;
select is(pg_temp.read_by('ada'), '{delayed,open,past,preview}'::text[], 'after its days a lesson is unlocked');

-- The policy of lessons and the function that other policies call say the same, for everybody and every lesson.
create function pg_temp.disagreements(actor text) returns setof text language plpgsql as $$
declare
    policy uuid[];
begin
    perform test.learn_act(actor);
    set local role learn_user;
    policy := array(select id from learn.lessons);
    reset role;
    return query select format('%s: %s', actor, l.slug) from learn.lessons as l
                 where learn.sees_lesson(l.id) <> (l.id = any (policy));
end
$$;
select is_empty(
    $$select pg_temp.disagreements(actor) from unnest('{ada,bob,ivy,max,sam,nobody}'::text[]) as actor$$,
    'learn.sees_lesson() says what the policy of lessons says'
);
select test.learn_act('ada');
select learn.drop_course(test.learn_id('basics'));
select is(pg_temp.read_by('ada'), '{preview}'::text[], 'who dropped the course reads it no more');

select * from finish();
rollback;
