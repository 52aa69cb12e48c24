-- The search of the platform.
-- $1: (array['lesson', 'help', 'course', 'modle'])[1 + {n} % 4]
select kind, id, title, snippet, rank from learn.search($1);
