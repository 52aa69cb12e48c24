-- Modules and lessons with what is still locked.
-- $1: md5('course' || 1 + {n} % 9)::uuid
select module, lesson, type, estimated_minutes, locked from learn.syllabus($1);
