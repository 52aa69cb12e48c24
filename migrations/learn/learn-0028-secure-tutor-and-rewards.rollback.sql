revoke select on learn.leaderboard_snapshots from learn_app;
revoke select on learn.leaderboard_snapshots from learn_user;

drop policy read on learn.leaderboard_snapshots;

drop policy everything on learn.leaderboard_snapshots;

alter table learn.leaderboard_snapshots no force row level security;
alter table learn.leaderboard_snapshots disable row level security;

revoke select on learn.user_streak_days from learn_app;
revoke select on learn.user_streak_days from learn_user;

drop policy read on learn.user_streak_days;

drop policy everything on learn.user_streak_days;

alter table learn.user_streak_days no force row level security;
alter table learn.user_streak_days disable row level security;

revoke select on learn.user_achievements from learn_app;
revoke select on learn.user_achievements from learn_user;
revoke select on learn.user_achievements from learn_readonly;

drop policy report on learn.user_achievements;

drop policy read on learn.user_achievements;

drop policy everything on learn.user_achievements;

alter table learn.user_achievements no force row level security;
alter table learn.user_achievements disable row level security;

revoke select, insert, update, delete on learn.achievement_prerequisites from learn_app;
revoke select on learn.achievement_prerequisites from learn_user;
revoke select on learn.achievement_prerequisites from learn_readonly;

drop policy report on learn.achievement_prerequisites;

drop policy read on learn.achievement_prerequisites;

drop policy everything on learn.achievement_prerequisites;

alter table learn.achievement_prerequisites no force row level security;
alter table learn.achievement_prerequisites disable row level security;

revoke select, insert, update, delete on learn.achievements from learn_app;
revoke select on learn.achievements from learn_user;
revoke select on learn.achievements from learn_readonly;

drop policy report on learn.achievements;

drop policy read on learn.achievements;

drop policy everything on learn.achievements;

alter table learn.achievements no force row level security;
alter table learn.achievements disable row level security;

revoke select on learn.level_thresholds from learn_app;
revoke select on learn.level_thresholds from learn_user;
revoke select on learn.level_thresholds from learn_readonly;

drop policy report on learn.level_thresholds;

drop policy read on learn.level_thresholds;

drop policy everything on learn.level_thresholds;

alter table learn.level_thresholds no force row level security;
alter table learn.level_thresholds disable row level security;

revoke select on learn.xp_events from learn_app;
revoke select on learn.xp_events from learn_user;
revoke select on learn.xp_events from learn_readonly;

drop policy report on learn.xp_events;

drop policy read on learn.xp_events;

drop policy everything on learn.xp_events;

alter table learn.xp_events no force row level security;
alter table learn.xp_events disable row level security;

revoke select, insert, update, delete on learn.recommendations from learn_app;
revoke select on learn.recommendations from learn_user;
revoke update (status) on learn.recommendations from learn_user;
revoke select on learn.recommendations from learn_readonly;

drop policy report on learn.recommendations;

drop policy change on learn.recommendations;

drop policy read on learn.recommendations;

drop policy everything on learn.recommendations;

alter table learn.recommendations no force row level security;
alter table learn.recommendations disable row level security;

revoke select on learn.ai_tutor_messages from learn_app;
revoke select on learn.ai_tutor_messages from learn_user;

drop policy read on learn.ai_tutor_messages;

drop policy everything on learn.ai_tutor_messages;

alter table learn.ai_tutor_messages no force row level security;
alter table learn.ai_tutor_messages disable row level security;

revoke select on learn.ai_tutor_conversations from learn_app;
revoke select on learn.ai_tutor_conversations from learn_user;
revoke delete on learn.ai_tutor_conversations from learn_user;

drop policy remove on learn.ai_tutor_conversations;

drop policy read on learn.ai_tutor_conversations;

drop policy everything on learn.ai_tutor_conversations;

alter table learn.ai_tutor_conversations no force row level security;
alter table learn.ai_tutor_conversations disable row level security;
