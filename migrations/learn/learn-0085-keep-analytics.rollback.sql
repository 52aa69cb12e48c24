set local role learn_owner;

select platform.withdraw_check('learn', 'days_equal_their_events');

revoke execute on function learn.keep_analytics(date) from learn_app;

drop function learn.keep_analytics(date);

-- NOT VALID again: there is no statement that forgets a validation.
alter table learn.daily_user_stats
    drop constraint daily_user_stats_duration_is_not_negative,
    add constraint daily_user_stats_duration_is_not_negative check (duration_ms >= 0) not valid;
