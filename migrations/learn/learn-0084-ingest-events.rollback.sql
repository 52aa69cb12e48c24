drop trigger forget_who_withdrew on learn.user_profiles;

drop function learn.forget_who_withdrew();

revoke execute on function learn.record_events(jsonb) from learn_app, learn_user;
revoke execute on function learn.ingest_events(integer) from learn_app;

drop function learn.record_events(jsonb);

drop function learn.ingest_events(integer);

drop function learn.store_events(learn.analytics_inbox[]);

grant insert on learn.learning_analytics to learn_app;

select privacy.undescribe_table('learn.analytics_inbox');
select privacy.undescribe_table('learn.daily_event_stats');
select privacy.undescribe_column('learn.daily_user_stats', 'duration_ms');

alter table learn.daily_user_stats drop constraint daily_user_stats_duration_is_not_negative;

alter table learn.daily_user_stats drop column duration_ms;

comment on column learn.daily_user_stats.time_spent_seconds is
    'Sum of their durations.';

drop table learn.daily_event_stats;

drop table learn.analytics_inbox;

delete from learn.errors where sqlstate in ('LNA01', 'LNA02');
