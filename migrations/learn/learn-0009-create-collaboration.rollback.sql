drop table learn.message_edits;

drop table learn.message_reactions;

drop table learn.chat_messages;

drop table learn.session_snapshots;

drop table learn.session_operations;

drop table learn.session_participants;

drop table learn.collaboration_sessions;
