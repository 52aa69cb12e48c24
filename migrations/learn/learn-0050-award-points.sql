-- depends: learn-0031-make-row-security-cheaper
--
-- Points. An event of the journal adds to users.xp and decides the level in the same statement; a source rewards a person
-- once, by the journal's key. A completed lesson is worth 100, a quiz without a mistake 150 more, an exercise that passes
-- 300 more, less what its hints cost; all of it times streak, difficulty and performance, rounded down. A day that continues
-- a streak brings 50, flat.
--
-- What users says is compared with the journal when the transaction ends, whoever wrote it: a sum over one person's events,
-- by an index. The journal is not changed or emptied; it goes with its person alone.
--
-- A streak is days in a row, in the person's own time zone, up to the last active one.
--
-- What fires while a person is erased says row_security = on: the erasure works with it off, under which a policy that
-- applies to the owner is an error.
--
-- Errors: LNG01 the journal is append-only, LNG02 users disagrees with the journal, LNG03 no such time zone.
-- Share row exclusive on five tables for the instant of the change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because they are written in the same transactions, and wait together anyway

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNG01', 'The journal of points is append-only.', 'Write a CORRECTION; it may be negative.'),
    ('LNG02', 'Level, points or streak are not what the journal says.', 'Write to the journal: users follows it.'),
    ('LNG03', 'There is no such time zone.', 'Use a name of the IANA database, as Europe/Paris.');

create function learn.level_of(points integer) returns integer
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select max(t.level) from learn.level_thresholds as t where t.xp_required <= points
$$;

comment on function learn.level_of(integer) is
    'The level that so many points reach.';

create function learn.streak_of(of_user uuid) returns integer
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select count(*)::integer
    from (
        select max(d.day) over () - d.day as days_back, row_number() over (order by d.day desc) - 1 as place
        from learn.user_streak_days as d
        where d.user_id = of_user
    ) as listed
    where days_back = place
$$;

comment on function learn.streak_of(uuid) is
    'Active days in a row up to the last one.';

create function learn.keep_points() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    update learn.users as u
    set xp = u.xp + new.amount, level = learn.level_of(greatest(0, u.xp + new.amount))
    where u.id = new.user_id;
    return null;
end
$$;

comment on function learn.keep_points() is
    'AFTER row trigger of xp_events: users follows the journal.';

create trigger keep_points
    after insert on learn.xp_events
    for each row execute function learn.keep_points();

create function learn.refuse_rewriting() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
    set row_security = on
as $$
begin
    if tg_op = 'DELETE' and not exists (select from learn.users as u where u.id = old.user_id) then
        return null;
    end if;
    raise exception 'the journal of points is append-only: % refused', lower(tg_op)
        using errcode = 'LNG01', hint = 'Write a CORRECTION; it may be negative.';
end
$$;

comment on function learn.refuse_rewriting() is
    'Trigger of xp_events: an event is neither changed nor, unless its person goes, removed. Raises LNG01.';

create trigger refuse_changing
    before update on learn.xp_events
    for each row execute function learn.refuse_rewriting();

-- When the transaction ends: an erasure removes the events before it removes the person.
create constraint trigger refuse_removing
    after delete on learn.xp_events
    deferrable initially deferred
    for each row execute function learn.refuse_rewriting();

create trigger refuse_emptying
    before truncate on learn.xp_events
    for each statement execute function learn.refuse_rewriting();

create function learn.keep_streak() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
    set row_security = on
as $$
begin
    -- The person first: whoever else adds a day waits, and counts this one.
    perform from learn.users as u where u.id = coalesce(new.user_id, old.user_id) for no key update;
    update learn.users as u
    set streak = learn.streak_of(u.id)
    where u.id = coalesce(new.user_id, old.user_id);
    return null;
end
$$;

comment on function learn.keep_streak() is
    'AFTER row trigger of user_streak_days: users follows the days.';

create trigger keep_streak
    after insert or update or delete on learn.user_streak_days
    for each row execute function learn.keep_streak();

create function learn.compare_with_journal() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
    set row_security = on
as $$
declare
    found record;
begin
    select u.xp, u.level, u.streak, learn.streak_of(u.id) as days,
           (select coalesce(sum(e.amount), 0)::integer from learn.xp_events as e where e.user_id = u.id) as points
    into found
    from learn.users as u
    where u.id = new.id;
    if found.xp <> found.points or found.level <> learn.level_of(found.points) or found.streak <> found.days then
        raise exception 'user % has % points, level % and a streak of % days; the journal says %, % and %', new.id,
            found.xp, found.level, found.streak, found.points, learn.level_of(found.points), found.days
            using errcode = 'LNG02', hint = 'Write to xp_events and user_streak_days: users follows.';
    end if;
    return null;
end
$$;

comment on function learn.compare_with_journal() is
    'Constraint trigger of users, when the transaction ends: level, points and streak are those of the journal. Raises LNG02.';

create constraint trigger equal_to_the_journal
    after insert or update of xp, level, streak on learn.users
    deferrable initially deferred
    for each row execute function learn.compare_with_journal();

create function learn.raise_levels() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    update learn.users as u set level = learn.level_of(u.xp) where u.level <> learn.level_of(u.xp);
    return null;
end
$$;

comment on function learn.raise_levels() is
    'AFTER statement trigger of level_thresholds: everybody has the level that the thresholds give.';

create trigger raise_levels
    after insert or update or delete on learn.level_thresholds
    for each statement execute function learn.raise_levels();

create function learn.check_time_zone() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform now() at time zone new.time_zone;
    return new;
exception
    when invalid_parameter_value then
        raise exception 'there is no time zone %', new.time_zone
            using errcode = 'LNG03', hint = 'Use a name of the IANA database, as Europe/Paris.';
end
$$;

comment on function learn.check_time_zone() is
    'BEFORE row trigger of users: the server knows the time zone. Raises LNG03.';

create trigger check_time_zone
    before insert or update of time_zone on learn.users
    for each row execute function learn.check_time_zone();

create function learn.award_points(
    of_user uuid,
    source_type text,
    source_id text,
    base integer,
    performance integer default 100,
    difficulty text default 'BEGINNER',
    penalty integer default 0
)
    returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    by_streak numeric;
    by_difficulty constant numeric := case difficulty when 'INTERMEDIATE' then 1.2 when 'ADVANCED' then 1.5
                                                      when 'EXPERT' then 2.0 else 1.0 end;
    by_performance constant numeric := case when performance >= 95 then 1.5 when performance >= 90 then 1.3
                                            when performance >= 80 then 1.1 when performance >= 70 then 1.0 else 0.8 end;
    given integer;
begin
    select least(3.0, 1 + 0.1 * greatest(0, u.streak - 1)) into by_streak
    from learn.users as u
    where u.id = of_user;
    insert into learn.xp_events (user_id, source_type, source_id, amount, details)
    values (
        of_user, award_points.source_type, award_points.source_id,
        greatest(1, floor(base * by_streak * by_difficulty * by_performance)::integer - penalty),
        jsonb_build_object('base', base, 'streak', by_streak, 'difficulty', by_difficulty, 'performance', by_performance,
                           'penalty', penalty)
    )
    on conflict on constraint xp_events_user_id_source_key do nothing
    returning amount into given;
    return coalesce(given, 0);
end
$$;

comment on function learn.award_points(uuid, text, text, integer, integer, text, integer) is
    'Rewards a person for a source, once, and returns the points: 0 if it was rewarded before. floor(base × streak × '
    'difficulty × performance) less the penalty, at least 1. performance: 0 to 100.';

create function learn.record_active_day(of_user uuid, moment timestamptz default now()) returns boolean
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    today date;
begin
    select (moment at time zone u.time_zone)::date into today from learn.users as u where u.id = of_user;
    insert into learn.user_streak_days (user_id, day)
    values (of_user, today)
    on conflict on constraint user_streak_days_pkey do nothing;
    if not found then
        return false;
    end if;
    if exists (select from learn.user_streak_days as d where d.user_id = of_user and d.day = today - 1) then
        insert into learn.xp_events (user_id, source_type, source_id, amount, details)
        values (of_user, 'STREAK', today::text, 50, '{"base": 50}')
        on conflict on constraint xp_events_user_id_source_key do nothing;
    end if;
    return true;
end
$$;

comment on function learn.record_active_day(uuid, timestamptz) is
    'Counts the day, in the person''s time zone, and returns whether it was the first time. A day after an active one brings '
    '50 points.';

create function learn.reward_progress() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    about record;
begin
    if tg_op = 'UPDATE' and (old.status, old.score) is not distinct from (new.status, new.score) then
        return null;
    end if;
    select l.type, c.difficulty into about
    from learn.lessons as l
    join learn.courses as c on c.id = l.course_id
    where l.id = new.lesson_id;
    perform learn.record_active_day(new.user_id);
    perform learn.award_points(new.user_id, 'LESSON', new.lesson_id::text, 100, coalesce(new.score, 100), about.difficulty);
    if about.type = 'QUIZ' and new.score = 100 then
        perform learn.award_points(new.user_id, 'QUIZ', new.lesson_id::text, 150, 100, about.difficulty);
    elsif about.type = 'CODING' then
        perform learn.award_points(
            new.user_id, 'PROJECT', new.lesson_id::text, 300, coalesce(new.score, 100), about.difficulty,
            (select coalesce(sum(h.xp_penalty), 0)::integer
             from learn.hint_usages as h
             where h.user_id = new.user_id and h.lesson_id = new.lesson_id)
        );
    end if;
    return null;
end
$$;

comment on function learn.reward_progress() is
    'AFTER row trigger of user_progress: a completed lesson is rewarded, once, and its day counts; a quiz without a mistake '
    'also when that comes later.';

-- Its name is after roll_up_progress, which takes the enrolment, and so it fires afterwards. Not UPDATE OF status: that
-- would not fire when the status is set by keep_progress.
create trigger then_reward_progress
    after insert or update on learn.user_progress
    for each row when (new.status = 'COMPLETED') execute function learn.reward_progress();
