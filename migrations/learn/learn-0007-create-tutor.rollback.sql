drop table learn.recommendations;

drop table learn.ai_tutor_messages;

drop table learn.ai_tutor_conversations;
