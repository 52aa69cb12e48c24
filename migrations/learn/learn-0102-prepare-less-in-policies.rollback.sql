-- What is made again belongs to whom it belonged.
set local role learn_owner;

create view learn.actor_enrollments with (security_barrier = true) as
select e.course_id, e.version_id
from learn.course_enrollments as e
where e.user_id = learn.actor_id() and e.status <> 'DROPPED';

comment on view learn.actor_enrollments is
    'Which courses the actor takes, or has completed, in which version. It reads with its owner''s privileges and shows the '
    'actor''s own rows alone.';
comment on column learn.actor_enrollments.course_id is
    'The course.';
comment on column learn.actor_enrollments.version_id is
    'The version in which it is taken.';

grant select on learn.actor_enrollments to learn_user;

alter policy read on learn.session_operations using (
        session_id = any ((select learn.actor_sessions())::uuid[])
        or (select nullif(learn.actor_may('collaboration:moderate'), false)) is not null
    );

alter policy read on learn.lessons using (
        version_id = any (array(select e.version_id from learn.actor_enrollments as e))
            and unlock_at is null and unlock_after_days = 0
        or course_id = any ((select learn.actor_authored())::uuid[])
        or (is_preview or unlock_at is not null or unlock_after_days > 0) and learn.sees_lesson(id)
        or (select nullif(learn.actor_may('courses:delete'), false)) is not null
    );

drop function learn.sees_special_lesson(uuid, uuid, boolean, timestamptz, integer);

drop view learn.actor_taken;
