-- depends: learn-0083-limit-rates
--
-- How events come in, and what they add up to. There is one door to learning_analytics: a function that asks everybody's
-- consent, for all events of a batch in one statement. Without consent, an event keeps neither the person nor the browser.
--
--   * Many at a time: COPY into analytics_inbox, by any number of writers, then learn.ingest_events() by any number of
--     workers: each takes other rows (skip locked).
--   * A few at a time: learn.record_events(), for the actor, by the client itself.
--
-- What a day adds up to is added in the statement that writes the events, so that the sums are those of the rows at every
-- commit: of whatever comes late, and however many write at once. They are added in the order of their keys, so that no
-- two writers wait for each other. An event that comes twice (same id, same time) counts once. Durations are added in
-- milliseconds; seconds are what they come to.
--
-- The person and the profile are held (key share, share) until the batch is committed: neither a deletion nor a withdrawal
-- comes between asking and writing. Who withdraws consent becomes nobody in what was recorded before.
--
-- INSERT on learning_analytics is taken from the trusted server, which would pass by all of this.
--
-- The inbox has no row security, because the server refuses COPY into a table that has it. Nobody needs it there: the
-- trusted server may insert and nothing else, and whoever is not granted anything sees nothing.
--
-- Errors: LNA01 the events are no array of at most 1000, LNA02 a batch of no size.
-- Share row exclusive on user_profiles and access exclusive on daily_user_stats for an instant; rewrites nothing. The
-- rollback loses the inbox and the counts of days.
--
-- pgassay: allow wide-lock-window because a profile and the sums of days are changed in the same transactions, and wait together anyway

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNA01', 'Events are an array of 1 to 1000 objects.', 'Divide them.'),
    ('LNA02', 'A batch has 1 to 100000 events.', 'It is one transaction: its rows are locked until it ends.');

create table learn.analytics_inbox (
    number bigint generated always as identity,
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
    constraint analytics_inbox_pkey primary key (number),
    constraint analytics_inbox_event_type_is_a_name check (event_type ~ '^[a-z][a-z_]{2,59}$'),
    constraint analytics_inbox_data_is_an_object check (jsonb_typeof(data) = 'object'),
    constraint analytics_inbox_duration_is_not_negative check (duration_ms >= 0)
);

comment on table learn.analytics_inbox is
    'Events that were copied in and are not yet ingested.';
comment on column learn.analytics_inbox.number is
    'The order in which they are ingested.';
comment on column learn.analytics_inbox.user_id is
    'Who did it, whether they consented or not; nobody reads it but learn.ingest_events().';
comment on column learn.analytics_inbox.session_id is
    'As in learning_analytics.';
comment on column learn.analytics_inbox.event_type is
    'As in learning_analytics.';
comment on column learn.analytics_inbox.data is
    'As in learning_analytics.';
comment on column learn.analytics_inbox.course_id is
    'As in learning_analytics.';
comment on column learn.analytics_inbox.lesson_id is
    'As in learning_analytics.';
comment on column learn.analytics_inbox.duration_ms is
    'As in learning_analytics.';
comment on column learn.analytics_inbox.user_agent is
    'As in learning_analytics.';
comment on column learn.analytics_inbox."timestamp" is
    'As in learning_analytics.';

create table learn.daily_event_stats (
    day date not null,
    event_type text not null,
    course_id uuid,
    events bigint not null,
    duration_ms bigint not null,
    updated_at timestamptz not null default now(),
    constraint daily_event_stats_day_event_type_course_id_key unique nulls not distinct (day, event_type, course_id),
    constraint daily_event_stats_are_of_something check (events > 0 and duration_ms >= 0)
);

create trigger set_updated_at
    before update on learn.daily_event_stats
    for each row execute function platform.set_updated_at();

comment on table learn.daily_event_stats is
    'How often something happened on a day, in each course; says nothing of anybody, and stays when the events are gone.';
comment on column learn.daily_event_stats.day is
    'In UTC, as the partitions are.';
comment on column learn.daily_event_stats.event_type is
    'As in learning_analytics.';
comment on column learn.daily_event_stats.course_id is
    'In which course; NULL: in none.';
comment on column learn.daily_event_stats.events is
    'How many.';
comment on column learn.daily_event_stats.duration_ms is
    'How long they took together.';

alter table learn.daily_user_stats add column duration_ms bigint not null default 0;

alter table learn.daily_user_stats add constraint daily_user_stats_duration_is_not_negative
    check (duration_ms >= 0) not valid;

comment on column learn.daily_user_stats.duration_ms is
    'Sum of their durations.';
comment on column learn.daily_user_stats.time_spent_seconds is
    'The same in whole seconds.';

alter table learn.daily_event_stats enable row level security;
alter table learn.daily_event_stats force row level security;

create policy everything on learn.daily_event_stats for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.daily_event_stats is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.daily_event_stats for select to learn_user
    using ((select nullif(learn.actor_may('analytics:view'), false)) is not null);

comment on policy read on learn.daily_event_stats is
    'For who may see analytics.';

create policy report on learn.daily_event_stats for select to learn_readonly using (true);

comment on policy report on learn.daily_event_stats is
    'Reports count over everybody; the counts say nothing of anybody.';

grant select on learn.daily_event_stats to learn_app, learn_user, learn_readonly;

grant insert (id, user_id, session_id, event_type, data, course_id, lesson_id, duration_ms, user_agent, "timestamp")
    on learn.analytics_inbox to learn_app;

revoke insert on learn.learning_analytics from learn_app;

select privacy.describe_table('learn.daily_event_stats');
select privacy.describe_column('learn.daily_event_stats', name, 'none')
from unnest(array['day', 'event_type', 'course_id', 'events', 'duration_ms', 'updated_at']) as name;
select privacy.describe_column(
    'learn.daily_user_stats', 'duration_ms', 'behaviour', 'to improve the platform', 'consent', 'delete'
);

-- What nobody fetched within a month says nothing useful any more.
select privacy.describe_table('learn.analytics_inbox', '1 month', 'timestamp');
select privacy.describe_link('learn.analytics_inbox', '{user_id}', 'learn.users', '{id}', 'delete');
select privacy.describe_column('learn.analytics_inbox', name, 'none') from unnest(array['number', 'id']) as name;
select privacy.describe_column('learn.analytics_inbox', name, category, 'to improve the platform', 'consent', 'delete')
from (values ('user_id', 'identifier'), ('user_agent', 'contact')) as personal (name, category);
select privacy.describe_column('learn.analytics_inbox', name, 'behaviour', 'to improve the platform', 'consent', 'delete')
from unnest(array['session_id', 'event_type', 'course_id', 'lesson_id', 'duration_ms', 'timestamp']) as name;
select privacy.describe_column(
    'learn.analytics_inbox', 'data', 'behaviour', 'to improve the platform', 'consent', 'anonymise', '{}', false, true
);

create function learn.store_events(events learn.analytics_inbox[]) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    stored integer;
begin
    -- Held in the order of their ids, before anything is read that they decide.
    perform from learn.users as u
    where u.id = any (array(select e.user_id from unnest(events) as e))
    order by u.id
    for key share;
    perform from learn.user_profiles as p
    where p.user_id = any (array(select e.user_id from unnest(events) as e))
    order by p.user_id
    for share;
    with told as (
        insert into learn.learning_analytics
            (id, user_id, session_id, event_type, data, course_id, lesson_id, duration_ms, user_agent, "timestamp")
        select e.id, p.user_id, e.session_id, e.event_type, e.data, e.course_id, e.lesson_id, e.duration_ms,
               case when p.user_id is not null then e.user_agent end, e."timestamp"
        from unnest(events) as e
        left join learn.user_profiles as p on p.user_id = e.user_id and p.analytics_consent
        on conflict (id, "timestamp") do nothing
        returning user_id, event_type, course_id, coalesce(duration_ms, 0) as duration_ms,
                  ("timestamp" at time zone 'UTC')::date as day
    ), of_people as (
        insert into learn.daily_user_stats as d
            (user_id, day, events, lessons_completed, exercises_attempted, duration_ms, time_spent_seconds)
        select t.user_id, t.day, count(*), count(*) filter (where t.event_type = 'lesson_complete'),
               count(*) filter (where t.event_type = 'exercise_attempt'), sum(t.duration_ms), sum(t.duration_ms) / 1000
        from told as t
        where t.user_id is not null
        group by t.user_id, t.day
        order by t.user_id, t.day
        on conflict (user_id, day) do update
            set events = d.events + excluded.events,
                lessons_completed = d.lessons_completed + excluded.lessons_completed,
                exercises_attempted = d.exercises_attempted + excluded.exercises_attempted,
                duration_ms = d.duration_ms + excluded.duration_ms,
                time_spent_seconds = (d.duration_ms + excluded.duration_ms) / 1000
    ), of_events as (
        insert into learn.daily_event_stats as d (day, event_type, course_id, events, duration_ms)
        select t.day, t.event_type, t.course_id, count(*), sum(t.duration_ms)
        from told as t
        group by t.day, t.event_type, t.course_id
        order by t.day, t.event_type, t.course_id
        on conflict (day, event_type, course_id) do update
            set events = d.events + excluded.events, duration_ms = d.duration_ms + excluded.duration_ms
    )
    select count(*) into stored from told;
    return stored;
end
$$;

comment on function learn.store_events(learn.analytics_inbox[]) is
    'Writes events as their people consented, adds them to their days, and says how many were new.';

create function learn.ingest_events(batch integer default 10000) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    taken learn.analytics_inbox[];
begin
    if batch is null or batch not between 1 and 100000 then
        raise exception 'a batch of % events: it is 1 to 100000', coalesce(batch::text, 'NULL')
            using errcode = 'LNA02',
                  hint = 'A batch is one transaction: its rows are locked until it ends.';
    end if;
    with first as (
        select i.number from learn.analytics_inbox as i order by i.number limit batch for update skip locked
    ), gone as (
        delete from learn.analytics_inbox as i using first as f where i.number = f.number returning i.*
    )
    select array_agg(g::learn.analytics_inbox) into taken from gone as g;
    perform learn.store_events(taken);
    return coalesce(cardinality(taken), 0);
end
$$;

comment on function learn.ingest_events(integer) is
    'Moves up to so many events from the inbox to their partitions, and says how many: call it, commit, and call it again until '
    'it is 0. Any number may work at once. Raises LNA02.';

grant execute on function learn.ingest_events(integer) to learn_app;

create function learn.record_events(events jsonb) returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor();
begin
    if jsonb_typeof(events) is distinct from 'array' or jsonb_array_length(events) not between 1 and 1000 then
        raise exception 'events come as an array of 1 to 1000'
            using errcode = 'LNA01',
                  hint = 'Each is an object with session_id and event_type, and if need be id, data, course_id, lesson_id, '
                         'duration_ms, user_agent, timestamp.';
    end if;
    return learn.store_events(array(
        select row(
            0, coalesce(e.id, platform.new_uuid()), actor, e.session_id, e.event_type, coalesce(e.data, '{}'), e.course_id,
            -- A client's clock may be wrong, and must not open a month that is to come.
            e.lesson_id, e.duration_ms, e.user_agent, least(coalesce(e."timestamp", now()), now())
        )::learn.analytics_inbox
        from jsonb_populate_recordset(null::learn.analytics_inbox, events) as e
    ));
end
$$;

comment on function learn.record_events(jsonb) is
    'The actor did these things; says how many were new. Raises LN001, LNA01.';

grant execute on function learn.record_events(jsonb) to learn_app, learn_user;

create function learn.forget_who_withdrew() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
    set row_security = on
as $$
begin
    update learn.learning_analytics set user_id = null, user_agent = null where user_id = new.user_id;
    delete from learn.daily_user_stats where user_id = new.user_id;
    delete from learn.analytics_inbox where user_id = new.user_id;
    return null;
end
$$;

comment on function learn.forget_who_withdrew() is
    'Trigger: who withdraws consent becomes nobody in what was recorded, and has no days.';

create trigger forget_who_withdrew
    after update of analytics_consent on learn.user_profiles
    for each row when (old.analytics_consent and not new.analytics_consent)
    execute function learn.forget_who_withdrew();
