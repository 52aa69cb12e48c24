-- A month of a person, counted by kind.
-- $1: md5('user' || {n})::uuid
-- $2: date_trunc('month', now() - interval '2 months')
select event_type, count(*), sum(duration_ms)
from learn.learning_analytics
where user_id = $1 and "timestamp" >= $2 and "timestamp" < $2::timestamptz + interval '1 month'
group by event_type
order by event_type;
