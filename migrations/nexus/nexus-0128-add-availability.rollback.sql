drop function nexus.available_slots(text, date, date, integer, integer, timestamptz, text);

drop function nexus.offers(text, date, date, text);

drop function nexus.session_hours_refuse(timestamptz, text, text, timestamptz, text);

delete from nexus.errors where sqlstate in ('NXB03', 'NXB04');
