begin;
select plan(10);

select test.learn_user('ivy', 'INSTRUCTOR');
select test.learn_draft(slug, 'ivy', '{a,b,c}') from unnest(array['one', 'two', 'three']) as slug;

create temporary table before as select name, revision from learn.graphs;
select lives_ok(
    $$
        insert into learn.course_prerequisites (course_id, prerequisite_id) values
            (test.learn_id('two'), test.learn_id('one')), (test.learn_id('three'), test.learn_id('two')),
            (test.learn_id('three'), test.learn_id('one'))
    $$,
    'a course may need several, directly and by way of each other'
);
select is(
    (select string_agg(g.name, ', ') from learn.graphs as g join before as b using (name) where g.revision <> b.revision),
    'course_prerequisites',
    'who adds one waits for who adds another of the kind, and for nobody else'
);
select throws_ok(
    $$insert into learn.course_prerequisites (course_id, prerequisite_id) values (test.learn_id('one'), test.learn_id('three'))$$,
    'LNC01', format('%s would have to be completed before itself', test.learn_id('one')),
    'the first of three courses cannot need the last'
);
select throws_ok(
    $$
        update learn.course_prerequisites set prerequisite_id = test.learn_id('three')
        where course_id = test.learn_id('two')
    $$,
    'LNC01', format('%s would have to be completed before itself', test.learn_id('two')),
    'nor does a change close a circle'
);
select throws_ok(
    $$
        insert into learn.course_prerequisites (course_id, prerequisite_id)
        select test.learn_id(later), test.learn_id(first)
        from unnest(array['one', 'two'], array['two', 'one']) as both_at_once (later, first)
        on conflict do nothing
    $$,
    'LNC01', format('%s would have to be completed before itself', test.learn_id('one')),
    'nor do two rows of one statement'
);
delete from learn.course_prerequisites where course_id = test.learn_id('three');
select lives_ok(
    $$insert into learn.course_prerequisites (course_id, prerequisite_id) values (test.learn_id('one'), test.learn_id('three'))$$,
    'once the others are gone, the same is no circle'
);

select lives_ok(
    $$
        insert into learn.lesson_prerequisites (version_id, lesson_id, prerequisite_id) values
            (test.learn_id('one 1'), test.learn_id('one b'), test.learn_id('one a')),
            (test.learn_id('one 1'), test.learn_id('one c'), test.learn_id('one b'))
    $$,
    'a lesson may need another one'
);
select throws_ok(
    $$
        insert into learn.lesson_prerequisites (version_id, lesson_id, prerequisite_id)
        values (test.learn_id('one 1'), test.learn_id('one a'), test.learn_id('one c'))
    $$,
    'LNC01', format('%s would have to be completed before itself', test.learn_id('one a')),
    'the first of three lessons cannot need the last'
);
select throws_ok(
    $$
        insert into learn.lesson_prerequisites (version_id, lesson_id, prerequisite_id)
        values (test.learn_id('one 1'), test.learn_id('one a'), test.learn_id('two a'))
    $$,
    '23503', 'insert or update on table "lesson_prerequisites" violates foreign key constraint "lesson_prerequisites_prerequisite_fkey"',
    'a lesson of another course is no prerequisite'
);

insert into learn.achievements (id, key, title, description, category, requirement_type, requirement_target)
select test.learn_id(key), key, key, '', 'LEARNING', 'lesson_complete', 1 from unnest(array['first', 'second']) as key;
insert into learn.achievement_prerequisites values (test.learn_id('second'), test.learn_id('first'));
select throws_ok(
    $$insert into learn.achievement_prerequisites values (test.learn_id('first'), test.learn_id('second'))$$,
    'LNC01', format('%s would have to be completed before itself', test.learn_id('first')),
    'nor do achievements need each other'
);

select * from finish();
rollback;
