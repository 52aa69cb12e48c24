begin;
select plan(14);

select test.learn_user('ada'), test.learn_user('bob'), test.learn_user('ivy', 'INSTRUCTOR');
select test.learn_draft('basics', 'ivy', '{a,b,c}');
insert into learn.modules (id, course_id, version_id, slug, title, description, position)
values (test.learn_id('second'), test.learn_id('basics'), test.learn_id('basics 1'), 'second', 'Second', '', 2);
update learn.lessons set module_id = test.learn_id('second') where id = test.learn_id('basics c');
select test.learn_publish('basics');
select test.learn_act('bob');
select learn.enroll(test.learn_id('basics'));
select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));

create function pg_temp.sums(who text default 'ada') returns text language sql as $$
    select format('%s: %s of %s, %s %%, %s s', e.status, e.lessons_completed, e.lesson_count, e.completion_percentage,
                  e.time_spent_seconds)
        || string_agg(format('; %s of %s, %s %%', m.lessons_completed, m.lesson_count, m.completion_percentage), ''
                      order by m.lesson_count desc)
    from learn.course_enrollments as e join learn.module_progress as m on m.user_id = e.user_id
    where e.user_id = test.learn_id(who)
    group by e.status, e.lessons_completed, e.lesson_count, e.completion_percentage, e.time_spent_seconds
$$;

select is(pg_temp.sums(), 'ACTIVE: 0 of 3, 0 %, 0 s; 0 of 2, 0 %; 0 of 1, 0 %', 'nothing adds up to nothing');
select learn.record_progress(test.learn_id('basics a'), 50, 30), learn.record_progress(test.learn_id('basics c'), 99, 7);
select is(
    pg_temp.sums(), 'ACTIVE: 0 of 3, 49 %, 37 s; 0 of 2, 25 %; 0 of 1, 99 %', 'lessons add up to modules and the course'
);
select learn.record_progress(test.learn_id('basics a'), 100), learn.record_progress(test.learn_id('basics b'), 100);
select is(
    pg_temp.sums(), 'ACTIVE: 2 of 3, 99 %, 37 s; 2 of 2, 100 %; 0 of 1, 99 %', 'one per cent missing is not all'
);
select learn.record_progress(test.learn_id('basics c'), 100);
select is(
    pg_temp.sums(), 'COMPLETED: 3 of 3, 100 %, 37 s; 2 of 2, 100 %; 1 of 1, 100 %', 'the last lesson completes the course'
);
select is((select completed_at from learn.course_enrollments where user_id = test.learn_id('ada')), now(), 'it knows when');
select throws_ok(
    $$select learn.drop_course(test.learn_id('basics'))$$,
    'LNP03', format('there is no course %s that could be dropped', test.learn_id('basics')), 'what is completed stays so'
);

-- What is completed counts once; a second counts as time, without any progress.
select learn.record_progress(test.learn_id('basics c'), 100, 1);
select is(
    pg_temp.sums(), 'COMPLETED: 3 of 3, 100 %, 38 s; 2 of 2, 100 %; 1 of 1, 100 %', 'who reads on completes nothing anew'
);
select is(pg_temp.sums('bob'), 'ACTIVE: 0 of 3, 0 %, 0 s; 0 of 2, 0 %; 0 of 1, 0 %', 'and nobody else does');

select test.learn_draft('other', 'ivy', '{a}');
select test.learn_publish('other');
select learn.enroll(test.learn_id('other'));
select results_eq(
    $$select user_id, module_id, completion_percentage from learn.module_progress_of(test.learn_id('basics')) order by lesson_count$$,
    $$values (test.learn_id('ada'), test.learn_id('second'), 100), (test.learn_id('ada'), test.learn_id('basics module'), 100)$$,
    'a person reads what the own lessons of a course add up to'
);

-- What was dropped stands still.
select test.learn_act('bob');
select learn.record_progress(test.learn_id('basics a'), 50, 30), learn.drop_course(test.learn_id('basics'));
select throws_ok(
    format('update learn.user_progress set %s where user_id = test.learn_id(''bob'')', change),
    'LNP03', format('course %s was dropped: nothing is recorded in it', test.learn_id('basics')),
    format('in a course that was dropped nothing adds up: not %s', change)
)
from unnest(array['completion_percentage = 60', 'time_spent_seconds = 31']) as change;
select lives_ok(
    $$update learn.user_progress set score = 50 where user_id = test.learn_id('bob')$$, 'what adds nothing to it may be written'
);
select is(pg_temp.sums('bob'), 'DROPPED: 0 of 3, 16 %, 30 s; 0 of 2, 25 %; 0 of 1, 0 %', 'it is where it was');

-- Other versions have lessons of their own, whatever their ids.
select test.learn_act('ivy');
create temporary table next as select learn.draft_course_version(test.learn_id('basics'), '1.1.0') as id;
set local session_replication_role = replica;
update learn.lessons
set version_id = case when title = 'a' then '00000000-0000-0000-0000-000000000000'::uuid else 'ffffffff-ffff-ffff-ffff-ffffffffffff' end
where version_id = (select id from next);
set local session_replication_role = origin;
select results_eq(
    $$
        select user_id, module_id, lesson_count, lessons_completed, completion_percentage from learn.module_progress
        where course_id = test.learn_id('basics') order by user_id = test.learn_id('bob'), lesson_count
    $$,
    $$
        values (test.learn_id('ada'), test.learn_id('second'), 1, 1, 100),
               (test.learn_id('ada'), test.learn_id('basics module'), 2, 2, 100),
               (test.learn_id('bob'), test.learn_id('second'), 1, 0, 0),
               (test.learn_id('bob'), test.learn_id('basics module'), 2, 0, 25)
    $$,
    'nobody adds up what is not the own, or of a version that is not taken'
);

select * from finish();
rollback;
