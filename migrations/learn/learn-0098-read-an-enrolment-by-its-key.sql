-- depends: learn-0097-rank-the-latest-of-many
--
-- Whether somebody sees a lesson, and what locks it, look the enrolment up by its key: the person and the course. Asked for
-- the person, the course and the version in one join, the planner took the index of course and version, which it believes to
-- leave one row: it multiplies how many have the course with how many have the version, and does not know that one follows
-- from the other. It read all that ever took the course, for every lesson, which grows with the platform.
--
-- What the functions answer stays as it was.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

create or replace function learn.sees_lesson(lesson uuid) returns boolean
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    held record;
    taken record;
begin
    select l.course_id, l.version_id, l.unlock_at, l.unlock_after_days, l.is_preview into held
    from learn.lessons as l
    where l.id = lesson;
    if not found then
        return false;
    end if;
    select e.version_id, e.status, e.enrolled_at into taken
    from learn.course_enrollments as e
    where e.user_id = learn.actor_id() and e.course_id = held.course_id;
    if found and taken.version_id = held.version_id and taken.status <> 'DROPPED'
        and (held.unlock_at is null or held.unlock_at <= now())
        and taken.enrolled_at + held.unlock_after_days * interval '1 day' <= now()
    then
        return true;
    end if;
    return held.is_preview and learn.actor_id() is not null
            and exists (select from learn.course_versions as v where v.id = held.version_id and v.status = 'PUBLISHED')
        or learn.edits_lesson(lesson);
end
$$;

create or replace function learn.why_locked(of_user uuid, lesson uuid) returns text
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select case
        when greatest(l.unlock_at, e.enrolled_at + l.unlock_after_days * interval '1 day') > now() then
            format('it unlocks at %s UTC', to_char(
                greatest(l.unlock_at, e.enrolled_at + l.unlock_after_days * interval '1 day') at time zone 'UTC',
                'YYYY-MM-DD HH24:MI'))
        else (
            select 'these come first: ' || string_agg(f.slug, ', ' order by f.slug)
            from learn.lesson_prerequisites as p
            join learn.lessons as f on f.id = p.prerequisite_id
            where p.version_id = l.version_id and p.lesson_id = l.id
              and not exists (
                  select from learn.user_progress as done
                  where done.user_id = of_user and done.lesson_id = p.prerequisite_id and done.status = 'COMPLETED'
              )
        )
    end
    from learn.lessons as l
    cross join lateral (
        select t.version_id, t.enrolled_at
        from learn.course_enrollments as t
        where t.user_id = of_user and t.course_id = l.course_id
        -- By the key: the version is compared afterwards.
        offset 0
    ) as e
    where l.id = lesson and e.version_id = l.version_id
$$;

create or replace function learn.available_hints(exercise uuid)
    returns table (hint_id uuid, level text, xp_penalty integer, taken boolean)
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select h.id, h.level, h.xp_penalty,
           exists (select from learn.hint_usages as u where u.hint_id = h.id and u.user_id = e.user_id)
    from learn.exercise_hints as h
    join learn.exercises as x on x.id = h.exercise_id
    join learn.lessons as l on l.id = x.lesson_id
    cross join lateral (
        select t.user_id, t.version_id, t.status
        from learn.course_enrollments as t
        where t.user_id = learn.require_actor('courses:view') and t.course_id = l.course_id
        offset 0
    ) as e
    where x.id = available_hints.exercise and e.version_id = l.version_id and e.status <> 'DROPPED'
    order by array_position('{SUBTLE,MODERATE,EXPLICIT}'::text[], h.level)
$$;
