-- a profile for everybody, with consent to analytics
insert into learn.user_profiles (user_id, analytics_consent) select u.id, true from learn.users as u order by u.id;

-- a course for each of them
insert into learn.course_enrollments (
    user_id, course_id, version_id, lesson_count, lessons_completed, percentage_sum, completion_percentage
)
select e.user_id, md5('course' || e.course)::uuid, md5('version' || e.course)::uuid, 20, 2, 200, 10
from (
    select md5('user' || u)::uuid as user_id, 10 * (u % 50) + 1 + u % 9 as course
    from generate_series({there} + 1, {users}) as u
) as e
order by 1;

-- two lessons that were completed
insert into learn.user_progress (
    user_id, lesson_id, course_id, version_id, module_id, status, completion_percentage, started_at, completed_at
)
select e.user_id, l.id, l.course_id, l.version_id, l.module_id, 'COMPLETED', 100, now(), now()
from learn.course_enrollments as e
join learn.lessons as l on l.version_id = e.version_id and l.position <= 2
where not exists (select from learn.user_progress as p where p.user_id = e.user_id)
order by e.user_id, l.id;

-- their points
insert into learn.xp_events (user_id, source_type, source_id, amount, created_at)
select p.user_id, 'LESSON', p.lesson_id::text, 100, p.completed_at
from learn.user_progress as p
where p.status = 'COMPLETED'
order by 1, 3;

-- what their points add up to, of those who were there
update learn.users as u
set xp = j.points, level = (select max(t.level) from learn.level_thresholds as t where t.xp_required <= j.points)
from (select user_id, sum(amount) as points from learn.xp_events group by 1) as j
where j.user_id = u.id and u.xp <> j.points;
