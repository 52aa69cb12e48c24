begin;
select plan(39);

insert into learn.users (id, email, name) select test.learn_id('u' || n), 'u' || n || '@example.com', 'u' || n from generate_series(1, 1000) as n;
set local session_replication_role = replica;
update learn.users set xp = substr(name, 2)::integer, streak = substr(name, 2)::integer;
insert into learn.xp_events (user_id, source_type, source_id, amount) select id, 'CORRECTION', 'x', xp from learn.users;
insert into learn.user_streak_days (user_id, day) select id, (now() at time zone 'UTC')::date from learn.users;
insert into learn.community_posts (author_id, title, body) select id, 'On gas', 'How much?' from learn.users;
insert into learn.course_enrollments
    (user_id, course_id, version_id, lesson_count, status, completed_at, lessons_completed, percentage_sum, completion_percentage)
select u.id, test.learn_id('c' || c), test.learn_id('v' || c), 1, 'COMPLETED', now(), 1, 100, 100
from learn.users as u, generate_series(1, 5) as c
where c = 1 or hashtext(u.name) % 5 = c;
set local session_replication_role = origin;
select learn.refresh_leaderboards();
analyze learn.mv_user_leaderboard, learn.mv_weekly_leaderboard, learn.mv_completion_leaderboard, learn.mv_streak_leaderboard,
    learn.mv_contributor_leaderboard, learn.mv_course_leaderboard, learn.users;

select test.learn_act('u500');
select results_eq(
    $$select rank, change, value, as_of from learn.my_rank('GLOBAL_XP')$$, $$values (501, null::integer, 500::bigint, now())$$,
    'a person has a place, and knows as of when'
);
select results_eq(
    $$select rank, name, value, is_actor from learn.neighbours('GLOBAL_XP', around => 2)$$,
    $$values (499, 'u502', 502::bigint, false), (500, 'u501', 501, false), (501, 'u500', 500, true), (502, 'u499', 499, false),
             (503, 'u498', 498, false)$$,
    'between those before and after'
);
select is((select count(*) from learn.neighbours('GLOBAL_XP')), 11::bigint, 'five each, unless told');
select is((select count(*) from learn.neighbours('GLOBAL_XP', around => 1000)), 99::bigint, '49 at most');
select is((select count(*) from learn.neighbours('GLOBAL_XP', around => -1)), 1::bigint, 'and none for less than nothing');
select test.learn_act('u1000');
select results_eq(
    $$select rank from learn.neighbours('GLOBAL_XP', around => 2)$$, array[1, 2, 3], 'nobody stands before the first'
);
select results_eq($$select rank from learn.my_rank('COURSE', test.learn_id('c1'))$$,
    $$select rank from learn.mv_course_leaderboard where course_id = test.learn_id('c1') and user_id = test.learn_id('u1000')$$,
    'in a course, too'
);

select is(learn.take_leaderboard_snapshots(700)::text, '(run,3500)', 'a snapshot keeps the first places of each board');
select test.learn_act('u500');
select results_eq(
    $$select rank, change from learn.my_rank('GLOBAL_XP')$$, $$values (501, null::integer)$$, 'which is compared from the next day on'
);
update learn.leaderboard_snapshots set taken_on = taken_on - 1;
insert into learn.leaderboard_snapshots (board, taken_on, user_id, rank, value)
values ('GLOBAL_XP', (now() at time zone 'UTC')::date - 2, test.learn_id('u500'), 7, 7),
       ('GLOBAL_XP', ((now() at time zone 'UTC')::date - interval '1 year')::date, test.learn_id('u500'), 7, 7),
       ('GLOBAL_XP', (now() at time zone 'UTC')::date - 367, test.learn_id('u500'), 7, 7),
       -- Of the day that began after this transaction.
       ('GLOBAL_XP', (now() at time zone 'UTC')::date + 1, test.learn_id('u500'), 7, 7);
-- Elsewhere they stood otherwise.
update learn.leaderboard_snapshots set rank = rank + 1000 where board <> 'GLOBAL_XP';
update learn.achievements set is_active = false;
insert into learn.xp_events (user_id, source_type, source_id, amount)
select test.learn_id('u500'), 'CORRECTION', 'y', 1000;
delete from platform.runs where job in ('learn.leaderboards', 'learn.leaderboard-snapshots');
select learn.refresh_leaderboards();
select test.learn_act('u500');
select results_eq(
    $$select rank, change, value from learn.my_rank('GLOBAL_XP')$$, $$values (1, 500, 1500::bigint)$$,
    'whoever earned points has won places since the last snapshot'
);
select results_eq(
    $$select rank, change from learn.neighbours('GLOBAL_XP', around => 1)$$, $$values (1, 500), (2, -1)$$,
    'which others have lost'
);
select test.learn_act('u100');
select results_eq(
    $$select rank, change from learn.my_rank('GLOBAL_XP')$$, $$values (901, null::integer)$$,
    'who was not among the first knows no change'
);
select learn.take_leaderboard_snapshots(1);
select is(
    (select min(taken_on) from learn.leaderboard_snapshots), ((now() at time zone 'UTC')::date - interval '1 year')::date,
    'snapshots older than a year are let go'
);
select is(learn.take_leaderboard_snapshots()::text, '(done,0)', 'there is one a day');
select is(learn.refresh_leaderboards(), 'done', 'and one refresh a period');
select ok(
    exists (select from platform.runs where job = 'learn.leaderboards'
            and key::timestamptz = date_bin('10 minutes', now(), '2024-01-01 00:00+00')),
    'of ten minutes, unless told'
);

-- What has no place.
select test.learn_user('new');
select test.learn_act('new');
select is_empty($$select learn.my_rank('GLOBAL_XP')$$, 'who came after the refresh has no place yet');
select is_empty($$select learn.neighbours('GLOBAL_XP')$$, 'and no neighbours');
select test.learn_act(null);
select throws_ok(
    $$select learn.my_rank('GLOBAL_XP')$$, 'LN001',
    'nobody acts in this transaction, or somebody who is not an active user', 'nobody has no place'
);
select throws_ok(
    $$select learn.leaderboard('GLOBAL_XP')$$, 'LN001',
    'nobody acts in this transaction, or somebody who is not an active user', 'and reads no board'
);

-- Each index, as the functions use it.
select test.uses_index(
    format('select rank from learn.standings where board = %L and user_id = test.learn_id(''u7'')', board), index,
    format('the own place on %s is found by %s', board, index)
)
from (values
    ('GLOBAL_XP', 'mv_user_leaderboard_user_id_key'), ('WEEKLY_XP', 'mv_weekly_leaderboard_user_id_key'),
    ('COURSE_COMPLETION', 'mv_completion_leaderboard_user_id_key'), ('STREAK', 'mv_streak_leaderboard_user_id_key'),
    ('CONTRIBUTORS', 'mv_contributor_leaderboard_user_id_key')
) as listed (board, index);
select test.uses_index(
    format('select user_id from learn.standings where board = %L and rank >= 300 order by rank limit 5', board), index,
    format('the neighbours on %s are found by %s', board, index)
)
from (values
    ('GLOBAL_XP', 'mv_user_leaderboard_rank_idx'), ('WEEKLY_XP', 'mv_weekly_leaderboard_rank_idx'),
    ('COURSE_COMPLETION', 'mv_completion_leaderboard_rank_idx'), ('STREAK', 'mv_streak_leaderboard_rank_idx'),
    ('CONTRIBUTORS', 'mv_contributor_leaderboard_rank_idx')
) as listed (board, index);
select test.uses_index(
    format('select user_id from learn.standings where board = %L and role = ''ADMIN'' and rank > 5 order by rank limit 5', board),
    index, format('a role on %s is found by %s', board, index)
)
from (values
    ('GLOBAL_XP', 'mv_user_leaderboard_role_rank_idx'), ('WEEKLY_XP', 'mv_weekly_leaderboard_role_rank_idx'),
    ('COURSE_COMPLETION', 'mv_completion_leaderboard_role_rank_idx'), ('STREAK', 'mv_streak_leaderboard_role_rank_idx'),
    ('CONTRIBUTORS', 'mv_contributor_leaderboard_role_rank_idx')
) as listed (board, index);
select test.uses_index(
    'select rank from learn.standings where board = ''COURSE'' and course_id = test.learn_id(''c1'') and user_id = test.learn_id(''u7'')',
    'mv_course_leaderboard_course_id_user_id_key', 'the own place in a course is found by an index'
);
select test.uses_index(
    'select user_id from learn.standings where board = ''COURSE'' and course_id = test.learn_id(''c1'') and rank > 300 order by rank limit 5',
    'mv_course_leaderboard_course_id_rank_idx', 'the neighbours in a course'
);
select test.uses_index(
    'select user_id from learn.standings where board = ''COURSE'' and course_id = test.learn_id(''c1'') and role = ''ADMIN'' order by rank limit 5',
    'mv_course_leaderboard_course_id_role_rank_idx', 'and a role in it'
);
select ok(
    (select bool_and(i.indisvalid and not i.indisunique = (c.relname ~ '_rank_idx$'))
     from pg_index as i join pg_class as c on c.oid = i.indexrelid
     where i.indrelid in (select m.oid from pg_class as m where m.relkind = 'm' and m.relnamespace = 'learn'::regnamespace)),
    'a refresh compares by person alone: no other index is unique'
);

select * from finish();
rollback;
