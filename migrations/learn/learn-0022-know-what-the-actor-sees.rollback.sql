revoke execute on function
    learn.claim_submission(interval), learn.advance_submission(uuid, text), learn.record_test_results(uuid, jsonb),
    learn.fail_submission(uuid, text)
    from learn_app;

revoke execute on function
    learn.actor_may_edit(uuid), learn.people(uuid[]), learn.syllabus(uuid),
    learn.module_progress_of(uuid), learn.publish_course_version(uuid), learn.archive_course(uuid),
    learn.draft_course_version(uuid, text),
    learn.enroll(uuid), learn.drop_course(uuid), learn.open_lesson(uuid),
    learn.record_progress(uuid, integer, integer, text),
    learn.begin_quiz(uuid), learn.answer_question(uuid, uuid, uuid[], text), learn.submit_quiz(uuid), learn.review_quiz(uuid),
    learn.submit_code(uuid, text, text), learn.available_hints(uuid), learn.take_hint(uuid),
    learn.issue_certificate(uuid), learn.verify_certificate(text), learn.revoke_certificate(uuid, text),
    learn.set_user_role(uuid, text), learn.set_user_status(uuid, text)
    from learn_app, learn_user;

revoke execute on function
    learn.actor_id(), learn.actor_may(text), learn.actor_courses(), learn.actor_versions(), learn.actor_authored(),
    learn.actor_sessions(), learn.sees_lesson(uuid), learn.edits_lesson(uuid), learn.lesson_of_question(uuid),
    learn.lesson_of_quiz(uuid), learn.lesson_of_exercise(uuid)
    from learn_app, learn_user;

revoke usage on schema learn from learn_app, learn_user, learn_readonly;

drop function learn.set_user_status(uuid, text);

drop function learn.set_user_role(uuid, text);

drop function learn.require_standing(text, uuid);

drop function learn.rank_of(text);

drop function learn.module_progress_of(uuid);

drop function learn.syllabus(uuid);

drop function learn.people(uuid[]);

drop function learn.lesson_of_exercise(uuid);

drop function learn.lesson_of_quiz(uuid);

drop function learn.lesson_of_question(uuid);

drop function learn.sees_lesson(uuid);

drop function learn.edits_lesson(uuid);

drop function learn.actor_sessions();

drop function learn.actor_authored();

drop function learn.actor_versions();

drop function learn.actor_courses();

create or replace function learn.actor_may(permission text) returns boolean
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select exists (
        select from learn.users as u
        join learn.role_permissions as p on p.role = u.role
        where u.id = learn.actor_id() and u.status = 'ACTIVE' and p.permission = actor_may.permission
    )
$$;

delete from learn.errors where sqlstate in ('LN003', 'LN004', 'LN005');
