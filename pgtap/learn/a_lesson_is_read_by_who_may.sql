begin;
select plan(17);

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

-- What a course holds is listed for everybody.
create function pg_temp.listed_for(actor text) returns text language plpgsql as $$
begin
    perform test.learn_act(actor);
    return (
        select string_agg(s.lesson || case when s.locked is null then '' else ' (locked)' end, ', ' order by s.place)
        from learn.syllabus(test.learn_id('basics'))
            with ordinality as s (module_id, module, lesson_id, lesson, type, estimated_minutes, locked, place)
    );
end
$$;
select test.learn_act('ada'), learn.enroll(test.learn_id('basics'));
select is(pg_temp.listed_for('sam'), 'open, preview, dated, delayed, past', 'who does not take the course sees what it holds');
-- Another version is published, and holds something else.
set local session_replication_role = replica;
update learn.course_versions set status = 'ARCHIVED' where id = test.learn_id('basics 1');
insert into learn.course_versions (id, course_id, number, version, status, published_at, lesson_count)
values (test.learn_id('basics 2'), test.learn_id('basics'), 2, '2.0.0', 'PUBLISHED', now(), 1);
insert into learn.modules (id, course_id, version_id, slug, title, description, position)
values (test.learn_id('new module'), test.learn_id('basics'), test.learn_id('basics 2'), 'module', 'Module', '', 1);
insert into learn.lessons (id, course_id, version_id, module_id, slug, title, description, type, position)
values (test.learn_id('new'), test.learn_id('basics'), test.learn_id('basics 2'), test.learn_id('new module'), 'new', 'new', '', 'THEORY', 1);
select is(
    pg_temp.listed_for('ada'), 'open, preview, dated (locked), delayed, past', 'who took a version goes on with that one'
);
select is(pg_temp.listed_for('sam'), 'new', 'who did not sees the next');
select test.learn_act('sam'), learn.enroll(test.learn_id('basics'));
select is(pg_temp.listed_for('sam'), 'new', 'and takes that');
select is(
    pg_temp.listed_for('ada'), 'open, preview, dated (locked), delayed, past', 'which is no matter for others'
);
update learn.courses set status = 'ARCHIVED' where slug = 'basics';
select is(pg_temp.listed_for('bob'), null, 'a course that is closed is not shown to who does not take it');
select is(
    pg_temp.listed_for('ada'), 'open, preview, dated (locked), delayed, past', 'who takes it goes on'
);
update learn.course_enrollments set status = 'DROPPED' where user_id = test.learn_id('sam');
select is(pg_temp.listed_for('sam'), null, 'who dropped it does not');
update learn.courses set status = 'PUBLISHED' where slug = 'basics';
select is(pg_temp.listed_for('sam'), 'new', 'but sees what could be taken again');
set local session_replication_role = origin;

select * from finish();
rollback;
