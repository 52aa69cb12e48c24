drop trigger tell_of_reaction on learn.message_reactions;

drop function learn.tell_of_reaction();

drop trigger tell_of_message on learn.chat_messages;

drop function learn.tell_of_message();

drop trigger tell_of_presence on learn.session_participants;

drop trigger tell_of_participant on learn.session_participants;

drop trigger tell_of_arrival on learn.session_participants;

drop function learn.tell_of_participant();

drop trigger tell_of_session on learn.collaboration_sessions;

drop function learn.tell_of_session();

drop function learn.tell_sessions(uuid, text, jsonb);
