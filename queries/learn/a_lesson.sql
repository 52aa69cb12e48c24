-- A lesson with its content.
-- $1: md5('lesson7-3')::uuid
select id, title, content from learn.lessons where id = $1;
