-- depends: learn-0051-award-achievements
--
-- Leaderboards are materialised views, refreshed concurrently by a scheduled job: a rank among a million people is counted
-- once for everybody and then found by an index. A materialised view knows no row security, so nobody is granted any of
-- them; boards are read through functions that show what is public: not who is suspended since, and of who keeps the
-- profile to oneself a place without a name.
--
-- Nobody shares a place. Who stands equal is told apart by who was there first: the account on the boards of all, the last
-- award of the week on the weekly one, the completion in a course; at last by the id.
--
-- A refresh concurrently is a comparison by the unique indexes: only that of the person is unique, because a place that has
-- another holder now would make two changes of one. It keeps no reader waiting, and a second refresh does not wait for the
-- first.
--
-- The queries of the boards are functions that ask for row security, whose policies show the owner everything: a dump is
-- restored with row security switched off, and a refresh there would be refused for what it might leave out.
--
-- The boards are as of their last refresh (learn.leaderboards). What a place was before is told by a snapshot a day of the
-- first thousand places of each board; those of a course have none.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. Reads six tables once, to fill the boards.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNG04', 'There is no such leaderboard.', 'See learn.leaderboards; COURSE takes the id of a course, the others none.');

create table learn.leaderboards (
    board text not null,
    refreshed_at timestamptz not null default now(),
    constraint leaderboards_pkey primary key (board),
    constraint leaderboards_board_is_known check (
        board in ('GLOBAL_XP', 'WEEKLY_XP', 'COURSE_COMPLETION', 'STREAK', 'CONTRIBUTORS', 'COURSE')
    )
);

alter table learn.leaderboards enable row level security;
alter table learn.leaderboards force row level security;

create policy everything on learn.leaderboards for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.leaderboards is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.leaderboards for select to learn_user using (true);

comment on policy read on learn.leaderboards is
    'Which boards there are, and how old, is no secret.';

create policy report on learn.leaderboards for select to learn_readonly using (true);

comment on policy report on learn.leaderboards is
    'Reports say how old a board is.';

grant select on learn.leaderboards to learn_app, learn_user, learn_readonly;

comment on table learn.leaderboards is
    'The leaderboards, and as of when each is.';
comment on column learn.leaderboards.board is
    'GLOBAL_XP: points of all time; WEEKLY_XP: points since Monday, in UTC; COURSE_COMPLETION: courses completed; STREAK: days in '
    'a row that still go on; CONTRIBUTORS: posts and comments; COURSE: progress in one course.';
comment on column learn.leaderboards.refreshed_at is
    'As of when it is.';

insert into learn.leaderboards (board)
values ('GLOBAL_XP'), ('WEEKLY_XP'), ('COURSE_COMPLETION'), ('STREAK'), ('CONTRIBUTORS'), ('COURSE');

create function learn.ranked_by_points()
    returns table (rank integer, user_id uuid, role text, level integer, xp integer)
    language sql
    stable
    security definer
    set search_path = ''
    set row_security = on
as $$
    select row_number() over (order by u.level desc, u.xp desc, u.created_at, u.id)::integer as rank,
           u.id as user_id, u.role, u.level, u.xp
    from learn.users as u
    where u.status = 'ACTIVE'
$$;

comment on function learn.ranked_by_points() is
    'Board GLOBAL_XP as of now. Granted to nobody.';

create materialized view learn.mv_user_leaderboard as
select b.* from learn.ranked_by_points() as b;

comment on materialized view learn.mv_user_leaderboard is
    'Board GLOBAL_XP: every active user by level and points. Granted to nobody.';
comment on column learn.mv_user_leaderboard.rank is
    '1, 2, 3, …: nobody shares a place.';
comment on column learn.mv_user_leaderboard.user_id is
    'Who.';
comment on column learn.mv_user_leaderboard.role is
    'Role of the account.';
comment on column learn.mv_user_leaderboard.level is
    'Level of the account.';
comment on column learn.mv_user_leaderboard.xp is
    'Points of all time.';

create function learn.ranked_by_points_of_the_week()
    returns table (rank integer, user_id uuid, role text, xp bigint)
    language sql
    stable
    security definer
    set search_path = ''
    set row_security = on
as $$
    select row_number() over (order by w.xp desc, w.last_award, w.user_id)::integer as rank, w.user_id, u.role, w.xp
    from (
        select e.user_id, sum(e.amount) as xp, max(e.created_at) as last_award
        from learn.xp_events as e
        where e.created_at >= date_trunc('week', now() at time zone 'UTC') at time zone 'UTC'
        group by e.user_id
        having sum(e.amount) > 0
    ) as w
    join learn.users as u on u.id = w.user_id
    where u.status = 'ACTIVE'
$$;

comment on function learn.ranked_by_points_of_the_week() is
    'Board WEEKLY_XP as of now. Granted to nobody.';

create materialized view learn.mv_weekly_leaderboard as
select b.* from learn.ranked_by_points_of_the_week() as b;

comment on materialized view learn.mv_weekly_leaderboard is
    'Board WEEKLY_XP: active users by points since Monday, in UTC. Granted to nobody.';
comment on column learn.mv_weekly_leaderboard.rank is
    '1, 2, 3, …: nobody shares a place.';
comment on column learn.mv_weekly_leaderboard.user_id is
    'Who.';
comment on column learn.mv_weekly_leaderboard.role is
    'Role of the account.';
comment on column learn.mv_weekly_leaderboard.xp is
    'Points since Monday.';

create function learn.ranked_by_courses()
    returns table (rank integer, user_id uuid, role text, courses bigint)
    language sql
    stable
    security definer
    set search_path = ''
    set row_security = on
as $$
    select row_number() over (order by c.courses desc, c.last_completion, c.user_id)::integer as rank, c.user_id, u.role, c.courses
    from (
        select e.user_id, count(*) as courses, max(e.completed_at) as last_completion
        from learn.course_enrollments as e
        where e.status = 'COMPLETED'
        group by e.user_id
    ) as c
    join learn.users as u on u.id = c.user_id
    where u.status = 'ACTIVE'
$$;

comment on function learn.ranked_by_courses() is
    'Board COURSE_COMPLETION as of now. Granted to nobody.';

create materialized view learn.mv_completion_leaderboard as
select b.* from learn.ranked_by_courses() as b;

comment on materialized view learn.mv_completion_leaderboard is
    'Board COURSE_COMPLETION: active users by courses completed. Granted to nobody.';
comment on column learn.mv_completion_leaderboard.rank is
    '1, 2, 3, …: nobody shares a place.';
comment on column learn.mv_completion_leaderboard.user_id is
    'Who.';
comment on column learn.mv_completion_leaderboard.role is
    'Role of the account.';
comment on column learn.mv_completion_leaderboard.courses is
    'Courses completed.';

create function learn.ranked_by_streak()
    returns table (rank integer, user_id uuid, role text, streak integer)
    language sql
    stable
    security definer
    set search_path = ''
    set row_security = on
as $$
    select row_number() over (order by u.streak desc, u.created_at, u.id)::integer as rank, u.id as user_id, u.role, u.streak
    from learn.users as u
    where u.status = 'ACTIVE' and u.streak > 0
      -- Yesterday's streak may still be continued today, where the person lives.
      and exists (
          select from learn.user_streak_days as d
          where d.user_id = u.id and d.day >= (now() at time zone u.time_zone)::date - 1
      )
$$;

comment on function learn.ranked_by_streak() is
    'Board STREAK as of now. Granted to nobody.';

create materialized view learn.mv_streak_leaderboard as
select b.* from learn.ranked_by_streak() as b;

comment on materialized view learn.mv_streak_leaderboard is
    'Board STREAK: active users by days in a row, up to today or yesterday where the person lives. Granted to nobody.';
comment on column learn.mv_streak_leaderboard.rank is
    '1, 2, 3, …: nobody shares a place.';
comment on column learn.mv_streak_leaderboard.user_id is
    'Who.';
comment on column learn.mv_streak_leaderboard.role is
    'Role of the account.';
comment on column learn.mv_streak_leaderboard.streak is
    'Days in a row.';

create function learn.ranked_by_writings()
    returns table (rank integer, user_id uuid, role text, writings bigint)
    language sql
    stable
    security definer
    set search_path = ''
    set row_security = on
as $$
    select row_number() over (order by w.writings desc, w.last_writing, w.author_id)::integer as rank,
           w.author_id as user_id, u.role, w.writings
    from (
        select both_kinds.author_id, count(*) as writings, max(both_kinds.created_at) as last_writing
        from (
            select p.author_id, p.created_at from learn.community_posts as p where p.status = 'VISIBLE'
            union all
            select c.author_id, c.created_at from learn.community_comments as c where c.status = 'VISIBLE'
        ) as both_kinds
        group by both_kinds.author_id
    ) as w
    join learn.users as u on u.id = w.author_id
    where u.status = 'ACTIVE'
$$;

comment on function learn.ranked_by_writings() is
    'Board CONTRIBUTORS as of now. Granted to nobody.';

create materialized view learn.mv_contributor_leaderboard as
select b.* from learn.ranked_by_writings() as b;

comment on materialized view learn.mv_contributor_leaderboard is
    'Board CONTRIBUTORS: active users by posts and comments that can be seen. Granted to nobody.';
comment on column learn.mv_contributor_leaderboard.rank is
    '1, 2, 3, …: nobody shares a place.';
comment on column learn.mv_contributor_leaderboard.user_id is
    'Who.';
comment on column learn.mv_contributor_leaderboard.role is
    'Role of the account.';
comment on column learn.mv_contributor_leaderboard.writings is
    'Posts and comments that can be seen.';

create function learn.ranked_in_courses()
    returns table (rank integer, course_id uuid, user_id uuid, role text, completion_percentage integer)
    language sql
    stable
    security definer
    set search_path = ''
    set row_security = on
as $$
    select row_number() over (
               partition by e.course_id order by e.completion_percentage desc, e.completed_at, e.enrolled_at, e.user_id
           )::integer as rank,
           e.course_id, e.user_id, u.role, e.completion_percentage
    from learn.course_enrollments as e
    join learn.users as u on u.id = e.user_id
    where u.status = 'ACTIVE' and e.status <> 'DROPPED' and e.completion_percentage > 0
$$;

comment on function learn.ranked_in_courses() is
    'Board COURSE as of now. Granted to nobody.';

create materialized view learn.mv_course_leaderboard as
select b.* from learn.ranked_in_courses() as b;

comment on materialized view learn.mv_course_leaderboard is
    'Board COURSE: the active users that take a course, by how far they are, for every course. Granted to nobody.';
comment on column learn.mv_course_leaderboard.rank is
    '1, 2, 3, …: nobody shares a place.';
comment on column learn.mv_course_leaderboard.course_id is
    'In which course.';
comment on column learn.mv_course_leaderboard.user_id is
    'Who.';
comment on column learn.mv_course_leaderboard.role is
    'Role of the account.';
comment on column learn.mv_course_leaderboard.completion_percentage is
    'Of the version taken, rounded down.';

create unique index mv_user_leaderboard_user_id_key on learn.mv_user_leaderboard (user_id);
create index mv_user_leaderboard_rank_idx on learn.mv_user_leaderboard (rank);
create index mv_user_leaderboard_role_rank_idx on learn.mv_user_leaderboard (role, rank);
create unique index mv_weekly_leaderboard_user_id_key on learn.mv_weekly_leaderboard (user_id);
create index mv_weekly_leaderboard_rank_idx on learn.mv_weekly_leaderboard (rank);
create index mv_weekly_leaderboard_role_rank_idx on learn.mv_weekly_leaderboard (role, rank);
create unique index mv_completion_leaderboard_user_id_key on learn.mv_completion_leaderboard (user_id);
create index mv_completion_leaderboard_rank_idx on learn.mv_completion_leaderboard (rank);
create index mv_completion_leaderboard_role_rank_idx on learn.mv_completion_leaderboard (role, rank);
create unique index mv_streak_leaderboard_user_id_key on learn.mv_streak_leaderboard (user_id);
create index mv_streak_leaderboard_rank_idx on learn.mv_streak_leaderboard (rank);
create index mv_streak_leaderboard_role_rank_idx on learn.mv_streak_leaderboard (role, rank);
create unique index mv_contributor_leaderboard_user_id_key on learn.mv_contributor_leaderboard (user_id);
create index mv_contributor_leaderboard_rank_idx on learn.mv_contributor_leaderboard (rank);
create index mv_contributor_leaderboard_role_rank_idx on learn.mv_contributor_leaderboard (role, rank);
create unique index mv_course_leaderboard_course_id_user_id_key on learn.mv_course_leaderboard (course_id, user_id);
create index mv_course_leaderboard_course_id_rank_idx on learn.mv_course_leaderboard (course_id, rank);
create index mv_course_leaderboard_course_id_role_rank_idx on learn.mv_course_leaderboard (course_id, role, rank);

create view learn.standings with (security_invoker = true) as
select 'GLOBAL_XP'::text as board, null::uuid as course_id, rank, user_id, role, xp::bigint as value
from learn.mv_user_leaderboard
union all
select 'WEEKLY_XP', null, rank, user_id, role, xp from learn.mv_weekly_leaderboard
union all
select 'COURSE_COMPLETION', null, rank, user_id, role, courses from learn.mv_completion_leaderboard
union all
select 'STREAK', null, rank, user_id, role, streak::bigint from learn.mv_streak_leaderboard
union all
select 'CONTRIBUTORS', null, rank, user_id, role, writings from learn.mv_contributor_leaderboard
union all
select 'COURSE', course_id, rank, user_id, role, completion_percentage::bigint from learn.mv_course_leaderboard;

comment on view learn.standings is
    'All boards in one form, for the functions that read them. Granted to nobody.';
comment on column learn.standings.board is
    'Which board.';
comment on column learn.standings.course_id is
    'Of board COURSE: in which course.';
comment on column learn.standings.rank is
    '1, 2, 3, …: nobody shares a place.';
comment on column learn.standings.user_id is
    'Who.';
comment on column learn.standings.role is
    'Role of the account.';
comment on column learn.standings.value is
    'What the board counts.';

create function learn.require_board(board text, course uuid) returns uuid
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('courses:view');
begin
    if not exists (select from learn.leaderboards as l where l.board = require_board.board)
        or (require_board.board = 'COURSE') <> (course is not null)
    then
        raise exception 'there is no leaderboard % %', quote_nullable(require_board.board),
            case when course is null then 'of all courses' else 'of one course' end
            using errcode = 'LNG04', hint = 'See learn.leaderboards; COURSE takes the id of a course, the others none.';
    end if;
    return actor;
end
$$;

comment on function learn.require_board(text, uuid) is
    'The id of the actor, who asks for a board that there is. Raises LN001, LN002, LNG04.';

create function learn.places(actor uuid, board text, course uuid, ranks int4range, of_role text, top integer)
    returns table (
        rank integer, change integer, user_id uuid, name text, username text, avatar text, level integer, value bigint,
        is_actor boolean
    )
    language plpgsql
    stable
    security definer
    set search_path = ''
    -- Planned for its board and its stretch: a plan for any would look at the others, too.
    set plan_cache_mode = force_custom_plan
as $$
begin
    return query
        select s.rank, before.rank - s.rank,
               case when shown.name then u.id end, case when shown.name then u.name end,
               case when shown.name then u.username end, case when shown.name then u.avatar end,
               u.level, s.value, u.id = actor
        from learn.standings as s
        join learn.users as u on u.id = s.user_id
        left join learn.user_profiles as p on p.user_id = s.user_id
        cross join lateral (select p.is_public is not false or u.id = actor as name) as shown
        left join lateral (
            select b.rank from learn.leaderboard_snapshots as b
            where b.user_id = s.user_id and b.board = s.board and b.taken_on < (now() at time zone 'UTC')::date
            order by b.taken_on desc
            limit 1
        ) as before on true
        where s.board = places.board and (s.board <> 'COURSE' or s.course_id = places.course)
          and s.rank >= coalesce(lower(ranks), 1) and s.rank < coalesce(upper(ranks), 2147483647)
          and (of_role is null or s.role = of_role)
          and u.status = 'ACTIVE'
        order by s.rank
        limit least(greatest(top, 0), 100);
end
$$;

comment on function learn.places(uuid, text, uuid, int4range, text, integer) is
    'What may be shown of a stretch of a board: at most 100 places of users that are still active, those of a role if one is '
    'named. Who keeps the profile to oneself has a place and no name. change: places won since the last daily snapshot; NULL: '
    'was not among its first.';

create function learn.leaderboard(
    board text,
    course uuid default null,
    of_role text default null,
    after_rank integer default 0,
    top integer default 50
)
    returns table (
        rank integer, change integer, user_id uuid, name text, username text, avatar text, level integer, value bigint,
        is_actor boolean
    )
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_board(board, course);
begin
    return query
        select * from learn.places(actor, leaderboard.board, course, int4range(greatest(after_rank, 0), null, '()'), of_role, top);
end
$$;

comment on function learn.leaderboard(text, uuid, text, integer, integer) is
    'A page of a leaderboard: the places after a rank, 50 unless told, 100 at most; of board COURSE in a course. Raises LN001, '
    'LN002, LNG04.';

create function learn.neighbours(board text, course uuid default null, around integer default 5)
    returns table (
        rank integer, change integer, user_id uuid, name text, username text, avatar text, level integer, value bigint,
        is_actor boolean
    )
    language plpgsql
    stable
    security definer
    set search_path = ''
    set plan_cache_mode = force_custom_plan
as $$
declare
    actor constant uuid := learn.require_board(board, course);
    mine integer;
    reach constant integer := least(greatest(around, 0), 49);
begin
    select s.rank into mine
    from learn.standings as s
    where s.board = neighbours.board and (s.board <> 'COURSE' or s.course_id = course) and s.user_id = actor;
    return query
        select p.*
        from learn.places(actor, neighbours.board, course, int4range(mine - reach, mine + reach, '[]'), null, 100) as p
        where mine is not null;
end
$$;

comment on function learn.neighbours(text, uuid, integer) is
    'The actor''s place on a board with those before and after it, 5 each unless told, 49 at most; nothing for who has no place. '
    'Raises LN001, LN002, LNG04.';

create function learn.my_rank(board text, course uuid default null)
    returns table (rank integer, change integer, value bigint, as_of timestamptz)
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return query
        select n.rank, n.change, n.value, l.refreshed_at
        from learn.neighbours(my_rank.board, course, 0) as n
        join learn.leaderboards as l on l.board = my_rank.board;
end
$$;

comment on function learn.my_rank(text, uuid) is
    'The actor''s place on a board, and as of when; no row for who has none. Raises LN001, LN002, LNG04.';

create function learn.refresh_leaderboards(every interval default '10 minutes', out turn text)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    period constant text := to_char(
        date_bin(every, now(), '2024-01-01 00:00+00') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
    );
begin
    if not pg_try_advisory_xact_lock(hashtextextended('learn.refresh_leaderboards', 0)) then
        turn := 'running';
        return;
    end if;
    turn := platform.run_once('learn.leaderboards', period);
    if turn <> 'run' then
        return;
    end if;
    refresh materialized view concurrently learn.mv_user_leaderboard;
    refresh materialized view concurrently learn.mv_weekly_leaderboard;
    refresh materialized view concurrently learn.mv_completion_leaderboard;
    refresh materialized view concurrently learn.mv_streak_leaderboard;
    refresh materialized view concurrently learn.mv_contributor_leaderboard;
    refresh materialized view concurrently learn.mv_course_leaderboard;
    update learn.leaderboards as l set refreshed_at = now();
    perform platform.finish_run('learn.leaderboards', period);
end
$$;

comment on function learn.refresh_leaderboards(interval) is
    'Brings every board up to date, once a period (10 minutes unless told), and keeps no reader waiting. turn: run, done, or '
    'running: somebody else is at it. Called by the scheduler.';

create function learn.take_leaderboard_snapshots(
    first integer default 1000,
    keep interval default '1 year',
    out turn text,
    out places integer
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    today constant date := (now() at time zone 'UTC')::date;
begin
    places := 0;
    turn := platform.run_once('learn.leaderboard-snapshots', today::text);
    if turn <> 'run' then
        return;
    end if;
    insert into learn.leaderboard_snapshots (board, taken_on, user_id, rank, value)
    select s.board, today, s.user_id, s.rank, s.value
    from learn.standings as s
    join learn.users as u on u.id = s.user_id
    where s.board <> 'COURSE' and s.rank <= first;
    get diagnostics places = row_count;
    delete from learn.leaderboard_snapshots as s where s.taken_on < today - keep;
    perform platform.finish_run('learn.leaderboard-snapshots', today::text, jsonb_build_object('places', places));
end
$$;

comment on function learn.take_leaderboard_snapshots(integer, interval) is
    'Keeps the first places of each board, 1000 unless told, once a day (UTC), and lets go of those older than a year. turn: '
    'run, done or running. Called by the scheduler.';

grant execute on function
    learn.leaderboard(text, uuid, text, integer, integer), learn.neighbours(text, uuid, integer), learn.my_rank(text, uuid)
    to learn_app, learn_user;

grant execute on function
    learn.refresh_leaderboards(interval), learn.take_leaderboard_snapshots(integer, interval)
    to learn_app;
