-- The menu beside a lesson.
-- $1: md5('module' || 1 + {n} % 9 || '-1')::uuid
select id, slug, title, type from learn.lessons where module_id = $1 order by position;
