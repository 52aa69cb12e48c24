drop trigger then_reward_progress on learn.user_progress;

drop function learn.reward_progress();

drop function learn.record_active_day(uuid, timestamptz);

drop function learn.award_points(uuid, text, text, integer, integer, text, integer);

drop trigger check_time_zone on learn.users;

drop function learn.check_time_zone();

drop trigger raise_levels on learn.level_thresholds;

drop function learn.raise_levels();

drop trigger equal_to_the_journal on learn.users;

drop function learn.compare_with_journal();

drop trigger keep_streak on learn.user_streak_days;

drop function learn.keep_streak();

drop trigger refuse_emptying on learn.xp_events;

drop trigger refuse_removing on learn.xp_events;

drop trigger refuse_changing on learn.xp_events;

drop function learn.refuse_rewriting();

drop trigger keep_points on learn.xp_events;

drop function learn.keep_points();

drop function learn.streak_of(uuid);

drop function learn.level_of(integer);

delete from learn.errors where sqlstate ~ '^LNG';
