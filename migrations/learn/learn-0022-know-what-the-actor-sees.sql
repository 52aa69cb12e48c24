-- depends: learn-0021-issue-certificates
--
-- What row security asks about the actor: which courses and versions are taken, which courses are the actor's own, which
-- sessions the actor is in. Each is an array, fetched once a statement with `= any ((select …)::uuid[])`: an index on the
-- column still serves, and no table is joined for each row.
--
-- What hangs on a lesson at several removes asks learn.sees_lesson() or learn.edits_lesson() for each row. A policy that asked
-- for the row above instead would have that table's policy unfolded in it, and so on up to the course: the planner took 30 ms
-- for the options of one question.
--
-- All of them, learn.actor_may() included, are plpgsql: a function that runs with its owner's privileges is never inlined, and
-- where one in SQL is planned anew at each call, plpgsql keeps the plan for the session. That is most of what row security
-- costs a short query.
--
-- And what the actor may know although row security does not show the rows: how other people are called
-- (learn.people()), the table of contents of a course with what is still locked (learn.syllabus()), and what its modules add
-- up to (learn.module_progress_of()). And what one user may do to another: give a role, suspend.
--
-- Errors: LN003 there is no such user, LN004 nobody changes one's own role or standing, LN005 a role is not given above one's own.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LN003', 'There is no such user.', 'Check the id.'),
    ('LN004', 'Nobody changes the own role or standing.', 'Ask somebody else who may.'),
    ('LN005', 'Nobody acts on, or gives, a role above the own one.', 'Ask somebody whose role is at least as high.');

create or replace function learn.actor_may(permission text) returns boolean
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return exists (
        select from learn.users as u
        join learn.role_permissions as p on p.role = u.role
        where u.id = learn.actor_id() and u.status = 'ACTIVE' and p.permission = actor_may.permission
    );
end
$$;

create function learn.actor_courses() returns uuid[]
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return array(
        select e.course_id from learn.course_enrollments as e where e.user_id = learn.actor_id() and e.status <> 'DROPPED'
    );
end
$$;

comment on function learn.actor_courses() is
    'The courses that the actor takes, or has completed.';

create function learn.actor_versions() returns uuid[]
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return array(
        select e.version_id from learn.course_enrollments as e where e.user_id = learn.actor_id() and e.status <> 'DROPPED'
    );
end
$$;

comment on function learn.actor_versions() is
    'The versions in which the actor takes courses, or has completed them.';

create function learn.actor_authored() returns uuid[]
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    if not learn.actor_may('courses:edit') then
        return '{}';
    end if;
    return array(select c.id from learn.courses as c where c.author_id = learn.actor_id());
end
$$;

comment on function learn.actor_authored() is
    'The courses of which the actor is the author, as long as the role still has courses:edit.';

create function learn.actor_sessions() returns uuid[]
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return array(
        select p.session_id from learn.session_participants as p where p.user_id = learn.actor_id() and p.left_at is null
    );
end
$$;

comment on function learn.actor_sessions() is
    'The sessions of collaboration that the actor is in.';

create function learn.edits_lesson(lesson uuid) returns boolean
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return exists (
        select from learn.lessons as l
        join learn.courses as c on c.id = l.course_id
        where l.id = lesson and c.author_id = learn.actor_id()
    ) and learn.actor_may('courses:edit')
        or learn.actor_may('courses:delete') and exists (select from learn.lessons as l where l.id = lesson);
end
$$;

comment on function learn.edits_lesson(uuid) is
    'Whether the actor may edit the course of a lesson.';

create function learn.sees_lesson(lesson uuid) returns boolean
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

comment on function learn.sees_lesson(uuid) is
    'Whether the actor reads a lesson: takes its version and it is unlocked, or it is a preview, or edits its course. The same '
    'as the policy of lessons says.';

create function learn.lesson_of_question(question uuid) returns uuid
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return (
        select q.lesson_id from learn.quiz_questions as n join learn.quizzes as q on q.id = n.quiz_id where n.id = question
    );
end
$$;

comment on function learn.lesson_of_question(uuid) is
    'The lesson of a question.';

create function learn.lesson_of_quiz(quiz uuid) returns uuid
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return (select q.lesson_id from learn.quizzes as q where q.id = quiz);
end
$$;

comment on function learn.lesson_of_quiz(uuid) is
    'The lesson of a quiz.';

create function learn.lesson_of_exercise(exercise uuid) returns uuid
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return (select x.lesson_id from learn.exercises as x where x.id = exercise);
end
$$;

comment on function learn.lesson_of_exercise(uuid) is
    'The lesson of an exercise.';

create function learn.people(ids uuid[])
    returns table (id uuid, username text, name text, avatar text, level integer)
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    perform learn.require_actor();
    return query
        select u.id, u.username, u.name, u.avatar, u.level
        from learn.users as u
        left join learn.user_profiles as p on p.user_id = u.id
        where u.id = any (ids) and u.status <> 'DELETED'
          and (
              p.is_public is not false
              or u.id = learn.actor_id()
              or exists (
                  select from learn.session_participants as s
                  where s.user_id = u.id and s.session_id = any (learn.actor_sessions())
              )
          );
end
$$;

comment on function learn.people(uuid[]) is
    'How people are called, to an active user: those whose profile is public, and those who are in a session with the actor. '
    'Raises LN001.';

create function learn.syllabus(course uuid)
    returns table (
        module_id uuid, module text, lesson_id uuid, lesson text, type text, estimated_minutes integer, locked text
    )
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('courses:view');
begin
    return query
        select m.id, m.title, l.id, l.title, l.type, l.estimated_minutes,
               case when e.user_id is not null then learn.why_locked(actor, l.id) end
        from learn.courses as c
        left join learn.course_enrollments as e
            on e.user_id = actor and e.course_id = c.id and e.status <> 'DROPPED'
        join learn.course_versions as v
            on v.course_id = c.id and case when e.user_id is null then v.status = 'PUBLISHED' else v.id = e.version_id end
        join learn.modules as m on m.version_id = v.id
        join learn.lessons as l on l.module_id = m.id
        where c.id = syllabus.course and (c.status = 'PUBLISHED' or e.user_id is not null)
        order by m.position, l.position;
end
$$;

comment on function learn.syllabus(uuid) is
    'The table of contents of a published course, or of the version that the actor takes, with what still locks each lesson '
    'for who takes it. Raises LN001, LN002.';

create function learn.module_progress_of(course uuid) returns setof learn.module_progress
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('courses:view');
begin
    return query
        select p.* from learn.module_progress as p
        where p.user_id = actor and p.course_id = module_progress_of.course;
end
$$;

comment on function learn.module_progress_of(uuid) is
    'What the actor''s lessons in a course add up to for each module, lessons that are locked included, which row security '
    'hides from the view. Raises LN001, LN002.';

create function learn.rank_of(role text) returns integer
    language sql
    immutable
    strict
    parallel safe
    security invoker
    return array_position('{STUDENT,INSTRUCTOR,MODERATOR,ADMIN}'::text[], role);

comment on function learn.rank_of(text) is
    'Place of a role in the hierarchy, from 1 for STUDENT.';

create function learn.require_standing(permission text, over uuid) returns learn.users
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor(permission);
    other learn.users;
begin
    if actor = over then
        raise exception 'nobody changes the own role or standing'
            using errcode = 'LN004', hint = 'Ask somebody else who may.';
    end if;
    select * into other from learn.users as u where u.id = over for no key update;
    if other.id is null then
        raise exception 'there is no user %', over using errcode = 'LN003', hint = 'Check the id.';
    end if;
    if learn.rank_of(other.role) > (select learn.rank_of(u.role) from learn.users as u where u.id = actor) then
        raise exception 'a user in role % is above the actor', other.role
            using errcode = 'LN005', hint = 'Ask somebody whose role is at least as high.';
    end if;
    return other;
end
$$;

comment on function learn.require_standing(text, uuid) is
    'The row of another user, held, whom the actor may act on by this permission. Raises LN001 to LN005.';

create function learn.set_user_role(user_id uuid, role text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    other constant learn.users := learn.require_standing('users:manage_roles', user_id);
begin
    update learn.users as u set role = set_user_role.role where u.id = other.id;
end
$$;

comment on function learn.set_user_role(uuid, text) is
    'Gives another user a role. For whoever may manage roles. Raises LN001 to LN005.';

create function learn.set_user_status(user_id uuid, status text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    other constant learn.users := learn.require_standing('users:edit', user_id);
begin
    update learn.users as u set status = set_user_status.status where u.id = other.id;
    if set_user_status.status <> 'ACTIVE' then
        update learn.auth_sessions as s set revoked_at = now() where s.user_id = other.id and s.revoked_at is null;
    end if;
end
$$;

comment on function learn.set_user_status(uuid, text) is
    'Suspends another user, or lets one act again; who is suspended is signed out. For whoever may edit users. Raises LN001 '
    'to LN005.';

grant usage on schema learn to learn_app, learn_user, learn_readonly;

-- Policies call these on behalf of whoever reads.
grant execute on function
    learn.actor_id(), learn.actor_may(text), learn.actor_courses(), learn.actor_versions(), learn.actor_authored(),
    learn.actor_sessions(), learn.sees_lesson(uuid), learn.edits_lesson(uuid), learn.lesson_of_question(uuid),
    learn.lesson_of_quiz(uuid), learn.lesson_of_exercise(uuid)
    to learn_app, learn_user;

-- What a person does; each asks for the actor.
grant execute on function
    learn.actor_may_edit(uuid), learn.people(uuid[]), learn.syllabus(uuid),
    learn.module_progress_of(uuid), learn.publish_course_version(uuid), learn.archive_course(uuid),
    learn.draft_course_version(uuid, text),
    learn.enroll(uuid), learn.drop_course(uuid), learn.open_lesson(uuid),
    learn.record_progress(uuid, integer, integer, text),
    learn.begin_quiz(uuid), learn.answer_question(uuid, uuid, uuid[], text), learn.submit_quiz(uuid), learn.review_quiz(uuid),
    learn.submit_code(uuid, text, text), learn.available_hints(uuid), learn.take_hint(uuid),
    learn.issue_certificate(uuid), learn.verify_certificate(text), learn.revoke_certificate(uuid, text),
    learn.set_user_role(uuid, text), learn.set_user_status(uuid, text)
    to learn_app, learn_user;

-- What workers do.
grant execute on function
    learn.claim_submission(interval), learn.advance_submission(uuid, text), learn.record_test_results(uuid, jsonb),
    learn.fail_submission(uuid, text)
    to learn_app;
