-- One's own place among all, with those around it.
select * from learn.neighbours('GLOBAL_XP');
