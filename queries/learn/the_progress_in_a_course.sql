-- What is done of each lesson.
-- $1: md5('user' || {n})::uuid
-- $2: md5('course' || 1 + {n} % 9)::uuid
select lesson_id, status, completion_percentage from learn.user_progress where user_id = $1 and course_id = $2;
