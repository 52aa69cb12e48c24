-- The calendar of a person's days.
-- $1: md5('user' || {n})::uuid
select day, events, lessons_completed, time_spent_seconds
from learn.daily_user_stats
where user_id = $1 and day >= current_date - 90
order by day;
