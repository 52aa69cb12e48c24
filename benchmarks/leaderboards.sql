-- A million people, as many as the platform is made for: each with points, one in five active this week, one in three with a
-- streak, and three courses each. The journal holds the week; that the rest of it adds up is not what is measured, so that
-- triggers and foreign keys do not look.
set session_replication_role = replica;
insert into learn.users (id, email, name, username, xp, level, streak, created_at)
select md5('user' || n)::uuid, 'u' || n || '@example.com', 'User ' || n, 'user-' || n, x.xp, learn.level_of(x.xp),
       case when n % 3 = 0 then n % 60 + 1 else 0 end, now() - n % 900 * interval '1 day'
from generate_series(1, 1000000) as n, lateral (select (abs(hashint4(n)) % 45000)::integer as xp) as x;
insert into learn.xp_events (user_id, source_type, source_id, amount)
select md5('user' || n)::uuid, 'CORRECTION', 'x', 1 + abs(hashint4(n)) % 2000 from generate_series(5, 1000000, 5) as n;
insert into learn.user_streak_days (user_id, day)
select md5('user' || n)::uuid, (now() at time zone 'UTC')::date from generate_series(3, 1000000, 3) as n;
insert into learn.course_enrollments (
    user_id, course_id, version_id, lesson_count, lessons_completed, percentage_sum, completion_percentage, status, completed_at
)
select md5('user' || n)::uuid, md5('course' || c)::uuid, md5('version' || c)::uuid, 1, d.done / 100, d.done, d.done,
       case when d.done = 100 then 'COMPLETED' else 'ACTIVE' end, case when d.done = 100 then now() - n * interval '1 second' end
from generate_series(1, 1000000) as n
cross join lateral (select n % 10 as c, abs(hashint4(n)) % 101 as done) as d;
insert into learn.leaderboard_snapshots (board, taken_on, user_id, rank, value)
select 'GLOBAL_XP', (now() at time zone 'UTC')::date - 1, id, row_number() over (order by xp desc, id), xp
from learn.users order by xp desc limit 1000;
reset session_replication_role;
refresh materialized view learn.mv_user_leaderboard;
refresh materialized view learn.mv_weekly_leaderboard;
refresh materialized view learn.mv_completion_leaderboard;
refresh materialized view learn.mv_streak_leaderboard;
refresh materialized view learn.mv_course_leaderboard;
analyze;
