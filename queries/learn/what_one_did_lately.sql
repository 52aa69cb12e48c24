-- What one did in the last week, the latest first.
-- $1: md5('user' || {n})::uuid
select event_type, course_id, lesson_id, duration_ms, "timestamp"
from learn.learning_analytics
where user_id = $1 and "timestamp" >= now() - interval '7 days' and "timestamp" < now()
order by "timestamp" desc
limit 50;
