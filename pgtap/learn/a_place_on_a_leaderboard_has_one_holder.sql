begin;
select plan(24);

select test.learn_course(), test.learn_user('zoe'), test.learn_user('tom'), test.learn_user('sue');
update learn.achievements set is_active = false;
update learn.users set created_at = '2026-01-01' where name = 'zoe';
update learn.users set created_at = '2026-01-02' where name in ('tom', 'sue');
insert into learn.xp_events (user_id, source_type, source_id, amount, created_at)
select test.learn_id(name), 'CORRECTION', number::text, amount, moment
from (values
    ('ada', 1, 500, now() - interval '8 days'), ('ada', 2, 1200, now() - interval '9 days'),
    ('zoe', 3, 300, now()), ('tom', 4, 200, now()), ('tom', 5, 100, now() + interval '1 second'), ('sue', 6, 300, now()),
    ('bob', 7, 900, now()), ('bob', 8, -900, now()), ('max', 9, 3000, now())
) as given (name, number, amount, moment);
update learn.users set status = 'SUSPENDED' where name = 'max';

create function pg_temp.refresh() returns void language sql as $$
    delete from platform.runs where job = 'learn.leaderboards';
    select learn.refresh_leaderboards()
$$;
create function pg_temp.listed(board text, course uuid default null) returns text language sql as $$
    select string_agg(format('%s %s %s', s.rank, u.name, s.value), ', ' order by s.rank)
    from learn.standings as s join learn.users as u on u.id = s.user_id
    where s.board = listed.board and s.course_id is not distinct from course
$$;

select pg_temp.refresh();
-- Equal points and an equal age: the id decides, and it decides the same each time.
select is(
    pg_temp.listed('GLOBAL_XP'),
    '1 ada 1700, 2 zoe 300, ' || (
        select string_agg(format('%s %s 300', 2 + n, name), ', ' order by n)
        from unnest(array(select name from learn.users where name in ('tom', 'sue') order by id)) with ordinality as t (name, n)
    ) || ', ' || (
        select string_agg(format('%s %s 0', 4 + n, name), ', ' order by n)
        from unnest(array(select name from learn.users where name in ('bob', 'ivy', 'eve') order by created_at, id))
            with ordinality as t (name, n)
    ),
    'points of all time: who is equal and was there first stands before, and who is suspended nowhere'
);
select is(
    (select string_agg(level::text, ',' order by rank) from learn.mv_user_leaderboard where level > 1), '2',
    'with the level that the points give'
);
select is(
    pg_temp.listed('WEEKLY_XP'),
    '1 ' || (select string_agg(format('%s 300', name), ', ' || 2 || ' ' order by id) from learn.users where name in ('zoe', 'sue'))
    || ', 3 tom 300',
    'points since Monday: who had them first stands before, and who has none is not listed'
);
select is(pg_temp.listed('STREAK'), null, 'who was not active has no streak');
insert into learn.user_streak_days (user_id, day)
select test.learn_id(name), (now() at time zone 'UTC')::date - back
from (values ('zoe', 1), ('zoe', 2), ('zoe', 3), ('tom', 0), ('ada', 2), ('ada', 3), ('sue', 0)) as active (name, back);
insert into learn.user_streak_days (user_id, day)
select test.learn_id('bob'), (now() at time zone 'Pacific/Kiritimati')::date - back from generate_series(2, 9) as back;
update learn.users set time_zone = 'Pacific/Kiritimati' where name = 'bob';
insert into learn.xp_events (user_id, source_type, source_id, amount, created_at)
values (test.learn_id('ada'), 'CORRECTION', '10', -100, now()),
       (test.learn_id('ivy'), 'CORRECTION', '11', 50, date_trunc('week', now() at time zone 'UTC') at time zone 'UTC'),
       (test.learn_id('eve'), 'CORRECTION', '12', 1, now());
select pg_temp.refresh();
select is(
    pg_temp.listed('WEEKLY_XP'),
    '1 ' || (select string_agg(format('%s 300', name), ', ' || 2 || ' ' order by id) from learn.users where name in ('zoe', 'sue'))
    || ', 3 tom 300, 4 ivy 50, 5 eve 1',
    'more points stand before earlier ones, and one is enough; the first moment of Monday is of the week; who has lost more than '
    'was earned is not listed'
);
select is(
    pg_temp.listed('STREAK'),
    '1 zoe 3, ' || (select string_agg(format('%s %s 1', 1 + n, name), ', ' order by n)
                    from unnest(array(select name from learn.users where name in ('tom', 'sue') order by id))
                        with ordinality as t (name, n)),
    'a streak up to yesterday still goes on; one that ended before, where the person lives, does not'
);

select test.learn_act('ada'), learn.enroll(test.learn_id('basics'));
select learn.record_progress(test.learn_id('basics intro'), 100);
select test.learn_act('bob'), learn.enroll(test.learn_id('basics'));
select learn.record_progress(test.learn_id('basics intro'), 50);
select test.learn_act('eve'), learn.enroll(test.learn_id('basics'));
select learn.record_progress(test.learn_id('basics intro'), 3);
select test.learn_act('tom'), learn.enroll(test.learn_id('basics'));
select test.learn_act('sue'), learn.enroll(test.learn_id('basics'));
select learn.record_progress(test.learn_id('basics intro'), 60), learn.drop_course(test.learn_id('basics'));
select pg_temp.refresh();
select is(
    pg_temp.listed('COURSE', test.learn_id('basics')), '1 ada 33, 2 bob 16, 3 eve 1',
    'in a course: by progress, from the first percent on; neither who has not begun nor who dropped it'
);
select is(pg_temp.listed('COURSE_COMPLETION'), null, 'a course that is not completed does not count');

update learn.course_enrollments set enrolled_at = enrolled_at;
set local session_replication_role = replica;
update learn.course_enrollments
set status = 'COMPLETED', completed_at = now() - case when user_id = test.learn_id('bob') then interval '1 day' else '0' end,
    lessons_completed = 3, percentage_sum = 300, completion_percentage = 100
where user_id in (test.learn_id('ada'), test.learn_id('bob'));
set local session_replication_role = origin;
insert into learn.community_posts (author_id, title, body, status)
select test.learn_id(name), 'On gas', 'How much?', status
from (values ('tom', 'VISIBLE'), ('zoe', 'VISIBLE'), ('tom', 'HIDDEN'), ('tom', 'DELETED')) as p (name, status);
insert into learn.community_comments (post_id, author_id, body)
select p.id, test.learn_id('zoe'), 'That much.' from learn.community_posts as p where p.status = 'VISIBLE' limit 1;
select pg_temp.refresh();
select is(
    pg_temp.listed('COURSE_COMPLETION'), '1 bob 1, 2 ada 1', 'courses completed: who completed as many and first stands before'
);
select is(
    pg_temp.listed('COURSE', test.learn_id('basics')), '1 bob 100, 2 ada 100, 3 eve 1', 'and so it is in a course'
);
select is(pg_temp.listed('CONTRIBUTORS'), '1 zoe 2, 2 tom 1', 'posts and comments that can be seen');

select test.learn_act('zoe');
insert into learn.user_profiles (user_id, is_public) values (test.learn_id('ada'), false), (test.learn_id('zoe'), false);
select results_eq(
    $$select rank, user_id, name, level, value, is_actor from learn.leaderboard('GLOBAL_XP', top => 2)$$,
    $$values (1, null::uuid, null::text, 2, 1750::bigint, false), (2, test.learn_id('zoe'), 'zoe', 1, 300::bigint, true)$$,
    'who keeps the profile to oneself has a place and no name, but for the own eyes'
);
update learn.user_profiles set is_public = true;
select results_eq(
    $$select rank, user_id, name from learn.leaderboard('GLOBAL_XP', top => 1)$$,
    $$values (1, test.learn_id('ada'), 'ada')$$, 'others have theirs'
);
select results_eq(
    $$select rank from learn.leaderboard('GLOBAL_XP', after_rank => 2, top => 2)$$, array[3, 4], 'a page begins after a rank'
);
select results_eq(
    $$select name from learn.leaderboard('GLOBAL_XP', of_role => 'INSTRUCTOR')$$, array['ivy'], 'a role may be listed alone'
);
select results_eq(
    $$select name from learn.leaderboard('COURSE', test.learn_id('basics'))$$, array['bob', 'ada', 'eve'], 'and a course'
);
update learn.users set status = 'SUSPENDED' where name = 'bob';
select results_eq(
    $$select rank, name from learn.leaderboard('COURSE', test.learn_id('basics'))$$, $$values (2, 'ada'), (3, 'eve')$$,
    'who is suspended since the last refresh is not shown any more'
);
select is_empty($$select learn.leaderboard('GLOBAL_XP', top => -1)$$, 'less than nothing is nothing');
insert into learn.users (email, name) select n || '@example.com', n::text from generate_series(1, 120) as n;
insert into learn.community_posts (author_id, title, body) values (test.learn_id('bob'), 'On gas', 'How much?');
insert into learn.community_comments (post_id, author_id, body, status)
select p.id, test.learn_id('tom'), 'That much.', unseen
from learn.community_posts as p, unnest('{HIDDEN,DELETED}'::text[]) as unseen where p.author_id = test.learn_id('zoe');
set local session_replication_role = replica;
insert into learn.course_enrollments
    (user_id, course_id, version_id, lesson_count, status, completed_at, lessons_completed, percentage_sum, completion_percentage)
select test.learn_id('tom'), test.learn_id(course), test.learn_id(course || ' 1'), 1, 'COMPLETED', now() + interval '1 second', 1, 100, 100
from unnest('{c1,c2}'::text[]) as course;
set local session_replication_role = origin;
select pg_temp.refresh();
select is(pg_temp.listed('COURSE_COMPLETION'), '1 tom 2, 2 ada 1', 'who completed more stands before who was there first');
select is(pg_temp.listed('CONTRIBUTORS'), '1 zoe 2, 2 tom 1', 'neither what is hidden counts nor who is suspended');
select is((select count(*) from learn.leaderboard('GLOBAL_XP', top => 1000)), 100::bigint, 'a page has 100 places at most');
select throws_ok(
    $$select learn.leaderboard('LOCAL_XP')$$, 'LNG04', 'there is no leaderboard ''LOCAL_XP'' of all courses', 'another board there is not'
);
select throws_ok(
    $$select learn.leaderboard('COURSE')$$, 'LNG04', 'there is no leaderboard ''COURSE'' of all courses',
    'the board of a course is one of a course'
);
select throws_ok(
    $$select learn.leaderboard('STREAK', test.learn_id('basics'))$$, 'LNG04', 'there is no leaderboard ''STREAK'' of one course',
    'the others are not'
);

select * from finish();
rollback;
