alter policy read on learn.chat_messages using (
        session_id = any ((select learn.actor_sessions())::uuid[]) or (select learn.actor_may('collaboration:moderate'))
    );

alter policy read on learn.session_snapshots using (
        session_id = any ((select learn.actor_sessions())::uuid[]) or (select learn.actor_may('collaboration:moderate'))
    );

alter policy read on learn.session_operations using (
        session_id = any ((select learn.actor_sessions())::uuid[]) or (select learn.actor_may('collaboration:moderate'))
    );

alter policy read on learn.session_participants using (
        session_id = any ((select learn.actor_sessions())::uuid[]) or user_id = (select learn.actor_id()) or (select learn.actor_may('collaboration:moderate'))
    );

alter policy read on learn.collaboration_sessions using (
        id = any ((select learn.actor_sessions())::uuid[]) or owner_id = (select learn.actor_id()) or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy read on learn.community_posts is
    'Posts are for every user who sees the course they are about; hidden and deleted ones for author and '
    'moderators.';

alter policy read on learn.community_posts using (
        status = 'VISIBLE' and (select learn.actor_may('courses:view')) and (course_id is null or exists (select from learn.courses as c where c.id = course_id))
        or author_id = (select learn.actor_id())
        or (select learn.actor_may('collaboration:moderate'))
    );

alter policy read on learn.lessons using (
        version_id = any ((select learn.actor_versions())::uuid[])
            and (unlock_at is null or unlock_at <= (select now()))
            and (unlock_after_days = 0 or exists (
                select from learn.course_enrollments as e
                where e.user_id = (select learn.actor_id()) and e.course_id = lessons.course_id
                  and e.enrolled_at + lessons.unlock_after_days * interval '1 day' <= (select now())
            ))
        or is_preview and exists (select from learn.course_versions as v where v.id = version_id)
        or course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

alter policy read on learn.course_versions using (
        (select learn.actor_may('courses:view')) and (status = 'PUBLISHED' or id = any ((select learn.actor_versions())::uuid[])) or course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

alter policy read on learn.courses using (
        (select learn.actor_may('courses:view')) and (status = 'PUBLISHED' or id = any ((select learn.actor_courses())::uuid[]))
        or author_id = (select learn.actor_id()) and (select learn.actor_may('courses:edit'))
        or (select learn.actor_may('courses:delete'))
    );

create or replace function learn.actor_id() returns uuid
    language sql
    stable
    parallel safe
    security invoker
    return case
        when platform.actor_id() ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
        then platform.actor_id()::uuid
    end;

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
    ) and learn.actor_may('courses:view')
        or learn.edits_lesson(lesson);
end
$$;
