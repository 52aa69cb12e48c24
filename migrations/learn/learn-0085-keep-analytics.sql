-- depends: learn-0084-ingest-events
--
-- What is done for analytics every day, once: partitions for four months ahead, and a word of warning when the default
-- partition holds anything. And what must hold: the sums of days are those of the events, in the months that are kept.
--
-- Validates a check of daily_user_stats, whose new column is 0 everywhere, under share update exclusive: reads and writes go
-- on. Rewrites nothing, loses nothing.

set local role learn_owner;

alter table learn.daily_user_stats validate constraint daily_user_stats_duration_is_not_negative;

create function learn.keep_analytics(of_day date default (now() at time zone 'UTC')::date) returns jsonb
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    turn constant text := platform.run_once('learn.keep_analytics', of_day::text);
    said jsonb;
begin
    if turn <> 'run' then
        return jsonb_build_object('run', turn);
    end if;
    said := jsonb_build_object(
        'run', turn,
        'made', array(select p from learn.create_analytics_partitions(4) as p),
        'in_default', (select count(*) from learn.learning_analytics_default),
        'in_inbox', (select count(*) from learn.analytics_inbox)
    );
    perform platform.finish_run('learn.keep_analytics', of_day::text, said);
    return said;
end
$$;

comment on function learn.keep_analytics(date) is
    'The day''s work for analytics, once a day whoever asks: makes the partitions that are missing for four months ahead, and '
    'says how many events lie in the default partition (there should be none) and in the inbox.';

grant execute on function learn.keep_analytics(date) to learn_app;

select platform.declare_check('learn', 'days_equal_their_events',
    'What a day adds up to, for a person and for a kind of event, is the sum of its events, as far as events are kept.',
    'Compare with the events of that day; they are right, the sums are derived.',
    $check$
        with events as (
            select ("timestamp" at time zone 'UTC')::date as day, user_id, event_type, course_id, count(*) as events,
                   coalesce(sum(duration_ms), 0) as duration_ms
            from learn.learning_analytics
            where "timestamp" >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - interval '31 days'
            group by 1, 2, 3, 4
        ), first as (
            select (now() at time zone 'UTC')::date - 31 as day
        )
        select format('%s on %s', coalesce(d.user_id, e.user_id), coalesce(d.day, e.day)) as record,
               format('it says %s events, %s ms; there are %s, %s ms', coalesce(d.events, 0), coalesce(d.duration_ms, 0),
                      coalesce(e.events, 0), coalesce(e.duration_ms, 0)) as problem
        from (select * from learn.daily_user_stats where day >= (select day from first)) as d
        full join (
            select user_id, day, sum(events) as events, sum(duration_ms) as duration_ms
            from events where user_id is not null group by user_id, day
        ) as e on e.user_id = d.user_id and e.day = d.day
        where (coalesce(d.events, 0), coalesce(d.duration_ms, 0)) <> (coalesce(e.events, 0), coalesce(e.duration_ms, 0))
        union all
        select format('%s on %s', coalesce(d.event_type, e.event_type), coalesce(d.day, e.day)),
               format('it says %s events, %s ms; there are %s, %s ms', coalesce(d.events, 0), coalesce(d.duration_ms, 0),
                      coalesce(e.events, 0), coalesce(e.duration_ms, 0))
        from (
            select day, event_type, sum(events) as events, sum(duration_ms) as duration_ms
            from learn.daily_event_stats where day >= (select day from first) group by day, event_type
        ) as d
        full join (
            select event_type, day, sum(events) as events, sum(duration_ms) as duration_ms
            from events group by event_type, day
        ) as e on e.event_type = d.event_type and e.day = d.day
        where (coalesce(d.events, 0), coalesce(d.duration_ms, 0)) <> (coalesce(e.events, 0), coalesce(e.duration_ms, 0))
    $check$);
