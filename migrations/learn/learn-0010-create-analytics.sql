-- depends: learn-0009-create-collaboration
--
-- What people do, as events, a partition a month (UTC); and what a day adds up to for a person.
--
-- The primary key contains the time, because the table is partitioned by it. course_id and lesson_id refer to nothing the
-- server checks: an event says what was seen then, whatever becomes of the course, and loading many is not slowed down by
-- three lookups a row. user_id is checked: once a person is deleted, nothing may point at them.
--
-- learn.create_analytics_partitions() makes months ahead; it attaches a table that was made beforehand, so that writers do
-- not wait for it. What it was not asked for in time goes to the default partition and stays there.
--
-- Locks users against writes (share row exclusive) for the instant of the creation; rewrites nothing, loses nothing. The
-- rollback loses the events.

set local role learn_owner;

create table learn.learning_analytics (
    id uuid not null default platform.new_uuid(),
    user_id uuid,
    session_id uuid not null,
    event_type text not null,
    data jsonb not null default '{}',
    course_id uuid,
    lesson_id uuid,
    duration_ms integer,
    user_agent text,
    "timestamp" timestamptz not null default now(),
    constraint learning_analytics_pkey primary key (id, "timestamp"),
    constraint learning_analytics_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete set null on update restrict,
    constraint learning_analytics_event_type_is_a_name check (event_type ~ '^[a-z][a-z_]{2,59}$'),
    constraint learning_analytics_data_is_an_object check (jsonb_typeof(data) = 'object'),
    constraint learning_analytics_duration_is_not_negative check (duration_ms >= 0)
) partition by range ("timestamp");

create index idx_analytics_time_series on learn.learning_analytics (user_id, "timestamp" desc);

create index learning_analytics_event_type_timestamp_idx on learn.learning_analytics (event_type, "timestamp");

create index learning_analytics_course_id_timestamp_idx on learn.learning_analytics (course_id, "timestamp")
    where course_id is not null;

comment on table learn.learning_analytics is
    'What people do on the platform, one row an event.';
comment on column learn.learning_analytics.user_id is
    'Who; NULL without consent, and for somebody who left.';
comment on column learn.learning_analytics.session_id is
    'One visit; says nothing of the person.';
comment on column learn.learning_analytics.event_type is
    'As the application names it: lesson_start, lesson_complete, exercise_attempt, hint_used, error_encountered.';
comment on column learn.learning_analytics.data is
    'Particulars, an object.';
comment on column learn.learning_analytics.course_id is
    'In which course.';
comment on column learn.learning_analytics.lesson_id is
    'In which lesson.';
comment on column learn.learning_analytics.duration_ms is
    'How long it took.';
comment on column learn.learning_analytics.user_agent is
    'With what.';
comment on column learn.learning_analytics."timestamp" is
    'When it happened.';

create table learn.learning_analytics_default partition of learn.learning_analytics default;

comment on table learn.learning_analytics_default is
    'Events of months for which no partition was made in time.';

create function learn.create_analytics_partitions(months_ahead integer default 4) returns setof text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    month timestamp;
    lower_bound timestamptz;
    upper_bound timestamptz;
    name text;
begin
    perform pg_advisory_xact_lock(hashtextextended('learn.create_analytics_partitions', 0));
    for month in
        select date_trunc('month', clock_timestamp() at time zone 'UTC') + n * interval '1 month'
        from generate_series(0, months_ahead) as n
    loop
        name := to_char(month, '"learning_analytics_y"YYYY"m"MM');
        lower_bound := month at time zone 'UTC';
        upper_bound := (month + interval '1 month') at time zone 'UTC';
        if to_regclass('learn.' || name) is not null then
            continue;
        end if;
        if exists (
            select from learn.learning_analytics_default where "timestamp" >= lower_bound and "timestamp" < upper_bound
        ) then
            continue;
        end if;
        execute format('create table learn.%I (like learn.learning_analytics including defaults including constraints)',
                       name);
        execute format('comment on table learn.%I is %L', name, 'Events of ' || to_char(month, 'YYYY-MM') || '.');
        execute format('alter table learn.learning_analytics attach partition learn.%I for values from (%L) to (%L)',
                       name, lower_bound, upper_bound);
        return next 'learn.' || name;
    end loop;
end
$$;

comment on function learn.create_analytics_partitions(integer) is
    'Makes the partitions of learning_analytics for this month and so many after it, those that are missing, and returns '
    'their names. A month of which the default partition already holds rows stays there.';

select learn.create_analytics_partitions();

create table learn.daily_user_stats (
    user_id uuid not null,
    day date not null,
    events integer not null default 0,
    lessons_completed integer not null default 0,
    exercises_attempted integer not null default 0,
    time_spent_seconds integer not null default 0,
    updated_at timestamptz not null default now(),
    constraint daily_user_stats_pkey primary key (user_id, day),
    constraint daily_user_stats_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint daily_user_stats_are_not_negative check (
        least(events, lessons_completed, exercises_attempted, time_spent_seconds) >= 0
    )
);

create index daily_user_stats_day_idx on learn.daily_user_stats (day);

create trigger set_updated_at
    before update on learn.daily_user_stats
    for each row execute function platform.set_updated_at();

comment on table learn.daily_user_stats is
    'What a day of a person adds up to; derived from learning_analytics.';
comment on column learn.daily_user_stats.user_id is
    'Who.';
comment on column learn.daily_user_stats.day is
    'In UTC, as the partitions are.';
comment on column learn.daily_user_stats.events is
    'All of them.';
comment on column learn.daily_user_stats.lessons_completed is
    'Events lesson_complete.';
comment on column learn.daily_user_stats.exercises_attempted is
    'Events exercise_attempt.';
comment on column learn.daily_user_stats.time_spent_seconds is
    'Sum of their durations.';
