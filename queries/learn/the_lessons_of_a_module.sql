-- The menu beside a lesson.
-- $1: md5('module7-1')::uuid
select id, slug, title, type from learn.lessons where module_id = $1 order by position;
