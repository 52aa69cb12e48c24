-- The last messages of a session that one is in.
-- $1: md5('session' || {n})::uuid
select id, author_id, content, created_at from learn.chat_messages where session_id = $1 order by created_at desc limit 50;
