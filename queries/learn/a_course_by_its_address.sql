-- What a course is about, to whoever follows a link.
-- $1: 'course-' || 1 + {n} % 9
select id, title, description from learn.courses where slug = $1;
