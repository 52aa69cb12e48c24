-- depends: learn-0101-take-the-actor-at-its-word
--
-- The policies of lessons and of operations leave less for the executor to prepare: what a policy names is prepared by every
-- statement, whether it is needed or not. What they show stays as it was.
--
--   * Lessons: what is not simply open to those who take the course is asked of one function, which is handed the row and is
--     seldom called. It stands for two subqueries, of what the actor wrote and of whether it may delete courses, and for a
--     condition.
--   * Which versions the actor takes comes from a view of that one column. Of the other view the index gave one of two
--     columns, and a node of its own put a NULL for the other. It is dropped: policies alone read it.
--   * Operations: the sessions of the actor come from the view again, which is cheaper wherever the plan is kept. The query for
--     operations since a version keeps it now, because it asks for a portion (queries/learn).
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because each is a change of one row of the catalogue, and none of them waits for readers long

set local role learn_owner;

create view learn.actor_taken with (security_barrier = true) as
select e.version_id
from learn.course_enrollments as e
where e.user_id = learn.actor_id() and e.status <> 'DROPPED';

comment on view learn.actor_taken is
    'In which versions the actor takes courses, or has completed them. It reads with its owner''s privileges and shows the '
    'actor''s own rows alone.';
comment on column learn.actor_taken.version_id is
    'The version.';

grant select on learn.actor_taken to learn_user;

create function learn.sees_special_lesson(
    lesson uuid,
    course uuid,
    is_preview boolean,
    unlock_at timestamptz,
    unlock_after_days integer
) returns boolean
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    if is_preview or unlock_at is not null or unlock_after_days > 0 then
        return learn.sees_lesson(lesson);
    end if;
    return course = any (learn.actor_authored()) or learn.actor_may('courses:delete');
end
$$;

comment on function learn.sees_special_lesson(uuid, uuid, boolean, timestamptz, integer) is
    'Whether the actor sees a lesson for another reason than that it is open and the actor takes its version: it is a preview, it '
    'has unlocked by now, the actor wrote the course, or may delete courses. Is handed the columns of the row.';

grant execute on function learn.sees_special_lesson(uuid, uuid, boolean, timestamptz, integer) to learn_app, learn_user;

alter policy read on learn.lessons using (
        version_id = any (array(select t.version_id from learn.actor_taken as t))
            and unlock_at is null and unlock_after_days = 0
        or nullif(learn.sees_special_lesson(id, course_id, is_preview, unlock_at, unlock_after_days), false) is not null
    );

alter policy read on learn.session_operations using (
        session_id = any (array(select m.session_id from learn.actor_memberships as m))
        or (select nullif(learn.actor_may('collaboration:moderate'), false)) is not null
    );

drop view learn.actor_enrollments;
