drop trigger session_is_paid on nexus."SessionBooking";

drop trigger write_history_of_status on nexus."SessionBooking";

drop trigger write_history on nexus."SessionBooking";

drop trigger keep_session on nexus."SessionBooking";

drop trigger enter_session on nexus."SessionBooking";

drop trigger lock_offers on nexus."CoachAvailability";

drop function nexus.keep_session_paid();

drop function nexus.write_session_history();

drop function nexus.keep_session();

drop function nexus.enter_session();

drop function nexus.lock_offers();

drop function nexus.lock_coach_day(text, date);

drop table nexus.session_history;

drop table nexus.session_transitions;

delete from nexus.errors where sqlstate in ('NXB02', 'NXB06', 'NXB08', 'NXB09');
