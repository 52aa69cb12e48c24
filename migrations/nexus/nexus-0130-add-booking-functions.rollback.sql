drop function nexus.book_session(
    text, text, nexus."Subject", text, date, text, text, nexus."SessionType", nexus."SessionModality", text, text, text, text
);

drop function nexus.remind_of_session(nexus."SessionBooking");

drop function nexus.tell_session(nexus."SessionBooking", nexus."NotificationType", text, boolean);

drop function nexus.service_of(nexus."SessionType", nexus."SessionModality");

drop table nexus.session_costs;

delete from nexus.errors where sqlstate = 'NXB01';
