drop function nexus.reschedule_session(text, date, text, text, text);

drop function nexus.cancel_session(text, text);

drop function nexus.no_show_session(text);

drop function nexus.complete_session(text, text);

drop function nexus.start_session(text);

drop function nexus.confirm_session(text);

drop function nexus.take_session(text, nexus."SessionStatus", date);

drop function nexus.session_notice(nexus."SessionType");

delete from nexus.errors where sqlstate in ('NXB05', 'NXB07');
