-- The first page of the discussion of a course.
-- $1: md5('course' || 1 + {n} % 9)::uuid
select id, title, author_id, created_at
from learn.community_posts
where course_id = $1 and status = 'VISIBLE'
order by created_at desc
limit 20;
