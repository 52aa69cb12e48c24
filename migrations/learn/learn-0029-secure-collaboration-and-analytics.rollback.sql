revoke select on learn.daily_user_stats from learn_app;
revoke select on learn.daily_user_stats from learn_user;
revoke select on learn.daily_user_stats from learn_readonly;

drop policy report on learn.daily_user_stats;

drop policy read on learn.daily_user_stats;

drop policy everything on learn.daily_user_stats;

alter table learn.daily_user_stats no force row level security;
alter table learn.daily_user_stats disable row level security;

revoke select, insert on learn.learning_analytics from learn_app;
revoke select on learn.learning_analytics from learn_user;
revoke select (
    id, user_id, session_id, event_type, course_id, lesson_id, duration_ms, "timestamp"
) on learn.learning_analytics from learn_readonly;

drop policy report on learn.learning_analytics;

drop policy read on learn.learning_analytics;

drop policy everything on learn.learning_analytics;

alter table learn.learning_analytics no force row level security;
alter table learn.learning_analytics disable row level security;

revoke select on learn.message_edits from learn_app;
revoke select on learn.message_edits from learn_user;

drop policy read on learn.message_edits;

drop policy everything on learn.message_edits;

alter table learn.message_edits no force row level security;
alter table learn.message_edits disable row level security;

revoke select on learn.message_reactions from learn_app;
revoke select on learn.message_reactions from learn_user;

drop policy read on learn.message_reactions;

drop policy everything on learn.message_reactions;

alter table learn.message_reactions no force row level security;
alter table learn.message_reactions disable row level security;

revoke select on learn.chat_messages from learn_app;
revoke select on learn.chat_messages from learn_user;

drop policy read on learn.chat_messages;

drop policy everything on learn.chat_messages;

alter table learn.chat_messages no force row level security;
alter table learn.chat_messages disable row level security;

revoke select on learn.session_snapshots from learn_app;
revoke select on learn.session_snapshots from learn_user;

drop policy read on learn.session_snapshots;

drop policy everything on learn.session_snapshots;

alter table learn.session_snapshots no force row level security;
alter table learn.session_snapshots disable row level security;

revoke select on learn.session_operations from learn_app;
revoke select on learn.session_operations from learn_user;

drop policy read on learn.session_operations;

drop policy everything on learn.session_operations;

alter table learn.session_operations no force row level security;
alter table learn.session_operations disable row level security;

revoke select on learn.session_participants from learn_app;
revoke select on learn.session_participants from learn_user;

drop policy read on learn.session_participants;

drop policy everything on learn.session_participants;

alter table learn.session_participants no force row level security;
alter table learn.session_participants disable row level security;

revoke select on learn.collaboration_sessions from learn_app;
revoke select on learn.collaboration_sessions from learn_user;

drop policy read on learn.collaboration_sessions;

drop policy everything on learn.collaboration_sessions;

alter table learn.collaboration_sessions no force row level security;
alter table learn.collaboration_sessions disable row level security;
