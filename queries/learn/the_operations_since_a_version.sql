-- What a client has missed of the document, a thousand operations at a time: who is further behind cannot add any before.
-- $1: md5('session' || {n})::uuid
-- $2: 150
select version, kind, position, content, length
from learn.session_operations
where session_id = $1 and version > $2 and version <= $2::bigint + 1000
order by version;
