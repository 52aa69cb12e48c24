-- What a client has missed of the document.
-- $1: md5('session' || {n})::uuid
-- $2: 150
select version, kind, position, content, length
from learn.session_operations
where session_id = $1 and version > $2
order by version;
