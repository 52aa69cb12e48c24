-- The first thing after signing in: what one takes and how far one is.
-- $1: md5('user' || {n})::uuid
select e.course_id, c.title, e.completion_percentage
from learn.course_enrollments as e
join learn.courses as c on c.id = e.course_id
where e.user_id = $1
order by e.enrolled_at;
