-- What one got points for lately.
-- $1: md5('user' || {n})::uuid
select source_type, amount, created_at from learn.xp_events where user_id = $1 order by created_at desc limit 20;
