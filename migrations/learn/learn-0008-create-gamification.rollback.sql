drop table learn.leaderboard_snapshots;

drop table learn.user_streak_days;

drop table learn.user_achievements;

drop table learn.achievement_prerequisites;

drop table learn.achievements;

drop table learn.level_thresholds;

drop table learn.xp_events;
