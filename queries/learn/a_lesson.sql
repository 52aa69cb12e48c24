-- A lesson with its content.
-- $1: md5('lesson' || 1 + {n} % 9 || '-3')::uuid
select id, title, content from learn.lessons where id = $1;
