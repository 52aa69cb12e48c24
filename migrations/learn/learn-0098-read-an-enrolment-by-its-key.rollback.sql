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
    join learn.course_enrollments as e
        on e.course_id = l.course_id and e.version_id = l.version_id and e.user_id = learn.require_actor('courses:view')
    where x.id = available_hints.exercise and e.status <> 'DROPPED'
    order by array_position('{SUBTLE,MODERATE,EXPLICIT}'::text[], h.level)
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
    join learn.course_enrollments as e on e.user_id = of_user and e.course_id = l.course_id and e.version_id = l.version_id
    where l.id = lesson
$$;

create or replace function learn.sees_lesson(lesson uuid) returns boolean
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return exists (
        select from learn.lessons as l
        join learn.course_enrollments as e
            on e.user_id = learn.actor_id() and e.course_id = l.course_id and e.version_id = l.version_id
        where l.id = lesson and e.status <> 'DROPPED'
          and (l.unlock_at is null or l.unlock_at <= now())
          and e.enrolled_at + l.unlock_after_days * interval '1 day' <= now()
    ) or exists (
        select from learn.lessons as l
        join learn.course_versions as v on v.id = l.version_id
        where l.id = lesson and l.is_preview and v.status = 'PUBLISHED'
    ) and learn.actor_id() is not null
        or learn.edits_lesson(lesson);
end
$$;
