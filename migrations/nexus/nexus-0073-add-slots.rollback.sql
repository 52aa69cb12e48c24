drop function nexus.slot(timestamptz, text, text, text);

drop function nexus.minute_of_day(text);

drop function nexus.time_zone();
