begin;
select plan(32);

-- ada consents, bob does not, zoe has no profile.
select test.learn_user('ada'), test.learn_user('bob'), test.learn_user('zoe');
insert into learn.user_profiles (user_id, analytics_consent) values (test.learn_id('ada'), true), (test.learn_id('bob'), false);

create function pg_temp.event(id text, who text, type text, duration integer, at timestamptz, course text default null)
returns void language sql as $$
    insert into learn.analytics_inbox (id, user_id, session_id, event_type, duration_ms, "timestamp", course_id, user_agent)
    values (test.learn_id(id), test.learn_id(who), test.learn_id('visit'), type, duration, at, test.learn_id(course), 'Firefox')
$$;
select pg_temp.event('1', 'ada', 'lesson_start', 500, '2026-01-05 23:30+00', 'basics'),
       pg_temp.event('2', 'ada', 'lesson_complete', 500, '2026-01-05 23:59+00', 'basics'),
       pg_temp.event('3', 'ada', 'exercise_attempt', null, '2026-01-06 00:00+00'),
       pg_temp.event('4', 'bob', 'lesson_start', 900, '2026-01-05 10:00+00', 'basics'),
       pg_temp.event('5', 'zoe', 'lesson_start', 100, '2026-01-05 10:00+00', 'basics'),
       pg_temp.event('6', 'gone', 'lesson_start', 100, '2026-01-05 10:00+00', 'basics');

set local role learn_app;
select is(learn.ingest_events(4), 4, 'a batch is as large as it was asked to be');
select is(learn.ingest_events(1), 1, 'also if that is one');
select is(learn.ingest_events(), 1, 'the next one takes the rest');
select is(learn.ingest_events(), 0, 'and then there is nothing more');
reset role;
select is_empty('select from learn.analytics_inbox', 'what was ingested has left the inbox');

select results_eq(
    $$select user_id is not null, user_agent is not null, count(*) from learn.learning_analytics group by 1, 2 order by 1$$,
    $$values (false, false, 3::bigint), (true, true, 3)$$,
    'who did not consent, has no profile or is not there is nobody in the events, and has no browser'
);
select results_eq(
    'select user_id, day, events, lessons_completed, exercises_attempted, duration_ms, time_spent_seconds from learn.daily_user_stats order by day',
    $$values (test.learn_id('ada'), date '2026-01-05', 2, 1, 0, 1000::bigint, 1), (test.learn_id('ada'), '2026-01-06', 1, 0, 1, 0, 0)$$,
    'days of people who consented add up, in UTC'
);
select results_eq(
    'select day, event_type, course_id, events, duration_ms from learn.daily_event_stats order by day, event_type',
    $$values (date '2026-01-05', 'lesson_complete', test.learn_id('basics'), 1::bigint, 500::bigint),
             ('2026-01-05', 'lesson_start', test.learn_id('basics'), 4, 1600),
             ('2026-01-06', 'exercise_attempt', null, 1, 0)$$,
    'days of events add up over everybody'
);

-- Late, twice, and more of the same.
select pg_temp.event('1', 'ada', 'lesson_start', 500, '2026-01-05 23:30+00', 'basics'),
       pg_temp.event('7', 'ada', 'lesson_complete', 1000, '2026-01-05 00:00+00', 'basics'),
       pg_temp.event('8', 'ada', 'exercise_attempt', 7, '2026-01-06 01:00+00');
select is(learn.ingest_events(), 3, 'what comes late or twice is taken, too');
select results_eq(
    'select day, events, lessons_completed, exercises_attempted, duration_ms, time_spent_seconds from learn.daily_user_stats order by day',
    $$values (date '2026-01-05', 3, 2, 0, 2000::bigint, 2), ('2026-01-06', 2, 0, 2, 7, 0)$$,
    'what comes late is added to its day, in milliseconds, and what comes twice counts once'
);
select results_eq(
    $$select event_type, events, duration_ms from learn.daily_event_stats where day = '2026-01-06' or event_type = 'lesson_complete' order by 1$$,
    $$values ('exercise_attempt', 2::bigint, 7::bigint), ('lesson_complete', 2, 1500)$$,
    'and so are the events of a course, and of none'
);

select throws_ok(
    'select learn.ingest_events(0)', 'LNA02', 'a batch of 0 events: it is 1 to 100000', 'a batch of nothing is refused'
);
select throws_ok(
    'select learn.ingest_events(100001)', 'LNA02', 'a batch of 100001 events: it is 1 to 100000', 'and one that is too large'
);
select throws_ok(
    'select learn.ingest_events(null)', 'LNA02', 'a batch of NULL events: it is 1 to 100000', 'and one of no size'
);

-- By function, for the actor.
select test.learn_act('ada');
set local role learn_user;
select is(
    learn.record_events(jsonb_build_array(
        jsonb_build_object('session_id', test.learn_id('visit'), 'event_type', 'hint_used', 'user_id', test.learn_id('bob'),
                           'data', '{"level": 1}'::jsonb, 'lesson_id', test.learn_id('l'), 'user_agent', 'Lynx'),
        jsonb_build_object('session_id', test.learn_id('visit'), 'event_type', 'hint_used', 'id', test.learn_id('9'),
                           'timestamp', now() + interval '3 months', 'course_id', test.learn_id('basics'), 'duration_ms', 5)
    )), 2, 'the actor records several events at once'
);
reset role;
select results_eq(
    $$select user_id, data, lesson_id, course_id, duration_ms, user_agent, "timestamp" from learn.learning_analytics
      where event_type = 'hint_used' order by duration_ms nulls first$$,
    $$values (test.learn_id('ada'), '{"level": 1}'::jsonb, test.learn_id('l'), null::uuid, null::integer, 'Lynx', now()),
             (test.learn_id('ada'), '{}', null, test.learn_id('basics'), 5, null, now())$$,
    'they are the actor''s, whatever they say, and not of a time to come'
);
select test.learn_act('bob');
set local role learn_user;
select is(
    learn.record_events(jsonb_build_array(jsonb_build_object('session_id', test.learn_id('visit'), 'event_type', 'error_encountered'))),
    1, 'who did not consent may record events'
);
reset role;
select results_eq(
    $$select user_id from learn.learning_analytics where event_type = 'error_encountered'$$, 'select null::uuid', 'but not as oneself'
);
select throws_ok(
    $$select learn.record_events('{}')$$, 'LNA01', 'events come as an array of 1 to 1000', 'one event alone comes in an array, too'
);
select throws_ok(
    $$select learn.record_events('[]')$$, 'LNA01', 'events come as an array of 1 to 1000', 'no events are refused'
);
select throws_ok(
    $$select learn.record_events(null)$$, 'LNA01', 'events come as an array of 1 to 1000', 'and nothing'
);
select throws_ok(
    $$select learn.record_events((select jsonb_agg(jsonb_build_object('session_id', test.learn_id('v'), 'event_type', 'hint_used'))
                                  from generate_series(1, 1001)))$$,
    'LNA01', 'events come as an array of 1 to 1000', 'and more than a thousand'
);
select test.learn_act(null);
select throws_ok(
    $$select learn.record_events('[]')$$, 'LN001', 'nobody acts in this transaction, or somebody who is not an active user',
    'nobody does nothing'
);

-- There is no other door.
set local role learn_app;
select throws_ok(
    $$insert into learn.learning_analytics (session_id, event_type) values (gen_random_uuid(), 'lesson_start')$$,
    '42501', 'permission denied for table learning_analytics', 'the trusted server does not write events past consent'
);
select lives_ok(
    $$insert into learn.analytics_inbox (session_id, event_type) values (gen_random_uuid(), 'lesson_start')$$,
    'it writes into the inbox'
);
select throws_ok(
    'select from learn.analytics_inbox', '42501', 'permission denied for table analytics_inbox', 'and does not read it'
);
reset role;

-- Every sum is that of its rows, and stays so when one of them is wrong.
select is_empty($$select * from platform.run_check('learn', 'days_equal_their_events')$$, 'the sums are those of the events');
select pg_temp.event('10', 'ada', 'exercise_attempt', 7, now()), pg_temp.event('11', 'ada', 'exercise_attempt', 7, now());

-- Who withdraws consent, and who does not.
select test.learn_user('yan');
insert into learn.user_profiles (user_id, analytics_consent) values (test.learn_id('yan'), true);
select pg_temp.event('12', 'yan', 'hint_used', 7, '2026-01-07 00:00+00');
with taken as (delete from learn.analytics_inbox where user_id = test.learn_id('yan') returning *)
select learn.store_events(array_agg(t::learn.analytics_inbox)) from taken as t;
select pg_temp.event('13', 'yan', 'hint_used', 7, '2026-01-07 00:00+00');
update learn.user_profiles set analytics_consent = false where user_id = test.learn_id('ada');
select is_empty($$select from learn.learning_analytics where user_id = test.learn_id('ada') or user_id is null and user_agent is not null$$,
                'who withdraws consent becomes nobody in what was recorded');
select is_empty($$select from learn.daily_user_stats where user_id = test.learn_id('ada')$$, 'and has no days any more');
select is(
    (select count(*) from learn.learning_analytics where user_id = test.learn_id('yan'))
        + (select count(*) from learn.daily_user_stats where user_id = test.learn_id('yan'))
        + (select count(*) from learn.analytics_inbox where user_id = test.learn_id('yan')),
    3::bigint, 'what others did stays theirs'
);
select is_empty($$select from learn.analytics_inbox where user_id = test.learn_id('ada')$$, 'and what was not yet ingested goes');
select is((select sum(events) from learn.daily_event_stats), 12::numeric, 'what happened on a day stays as it was counted');

select * from finish();
rollback;
