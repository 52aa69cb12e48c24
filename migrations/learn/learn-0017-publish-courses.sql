-- depends: learn-0016-freeze-published-versions
--
-- From a draft to a course that is taught, and on to the next draft. The functions take the row of the course first and
-- then that of the version, always in this order.
--
-- Publishing looks whether everything can be completed: a quiz has questions with a right answer, an exercise has test
-- cases. All that is missing is told at once.
--
-- The next draft is a copy of the last version. Its modules and lessons say where they come from (origin_id); what belongs
-- to a lesson is found again by its place in it.
--
-- Errors: LNC03 the version or course is not in the right state, LNC04 the version is not complete, LNC05 there is no such
-- course or version.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNC03', 'A course or a version is not in a state that allows this.', 'See the message for the state it is in.'),
    ('LNC04', 'A version is not complete and cannot be published.', 'The detail lists all that is missing.'),
    ('LNC05', 'There is no such course or version.', 'Check the id.');

create function learn.what_is_missing(version uuid) returns setof text
    language sql
    stable
    security definer
    set search_path = ''
as $$
    with lessons as (
        select l.*, m.position as module_position, format('%s/%s', m.slug, l.slug) as path
        from learn.lessons as l join learn.modules as m on m.id = l.module_id
        where l.version_id = version
    ),
    questions as (
        select n.id, n.kind, l.module_position, l.position, n.position as place,
               format('question %s of %s', n.position, l.path) as name,
               (select count(*) from learn.quiz_correct_options as o where o.question_id = n.id) as correct,
               (select cardinality(k.accepted_answers) from learn.quiz_question_keys as k where k.question_id = n.id)
                   as accepted
        from lessons as l
        join learn.quizzes as q on q.lesson_id = l.id
        join learn.quiz_questions as n on n.quiz_id = q.id
    ),
    missing (problem, module_position, position, place) as (
        select 'there is no lesson', 0, 0, 0 where not exists (select from lessons)
        union all
        select format('module %s has no lesson', m.slug), m.position, 0, 0
        from learn.modules as m
        where m.version_id = version and not exists (select from lessons as l where l.module_id = m.id)
        union all
        select format('%s is a quiz without questions', l.path), l.module_position, l.position, 0
        from lessons as l
        where l.type = 'QUIZ'
          and not exists (
              select from learn.quizzes as q join learn.quiz_questions as n on n.quiz_id = q.id where q.lesson_id = l.id
          )
        union all
        select format('%s has no exercise with a test case', l.path), l.module_position, l.position, 0
        from lessons as l
        where l.type = 'CODING'
          and not exists (
              select from learn.exercises as e
              join learn.exercise_test_cases as t on t.exercise_id = e.id
              where e.lesson_id = l.id
          )
        union all
        select case q.kind
                   when 'SHORT_TEXT' then format('%s accepts no answer', q.name)
                   when 'SINGLE_CHOICE' then format('%s has %s right options, not one', q.name, q.correct)
                   else format('%s has no right option', q.name)
               end,
               q.module_position, q.position, q.place
        from questions as q
        where case q.kind
                  when 'SHORT_TEXT' then coalesce(q.accepted, 0) = 0
                  when 'SINGLE_CHOICE' then q.correct <> 1
                  else q.correct = 0
              end
    )
    select problem from missing order by module_position, position, place, problem
$$;

comment on function learn.what_is_missing(uuid) is
    'All that keeps a version from being published, in the order of the course; no row: nothing.';

create function learn.publish_course_version(version uuid) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    course learn.courses;
    draft learn.course_versions;
    actor uuid;
    problems text[];
begin
    select c.* into course
    from learn.courses as c join learn.course_versions as v on v.course_id = c.id
    where v.id = publish_course_version.version
    for update of c;
    if course.id is null then
        raise exception 'there is no version %', publish_course_version.version
            using errcode = 'LNC05', hint = 'Check the id.';
    end if;
    actor := learn.require_editor(course.id);
    select * into draft from learn.course_versions as v where v.id = publish_course_version.version for update;
    if draft.published_at is not null then
        raise exception 'version % is % already', draft.version, draft.status
            using errcode = 'LNC03', hint = 'The next version is made with learn.draft_course_version().';
    end if;
    problems := array(select learn.what_is_missing(draft.id));
    if problems <> '{}' then
        raise exception 'version % cannot be published: % things are missing', draft.version, cardinality(problems)
            using errcode = 'LNC04',
                  detail = array_to_string(problems, E'\n'),
                  hint = 'Complete them and publish again.';
    end if;
    update learn.course_versions as v
    set status = 'ARCHIVED'
    where v.course_id = course.id and v.status = 'PUBLISHED';
    update learn.course_versions as v
    set status = 'PUBLISHED', published_at = now(), published_by = actor,
        lesson_count = (select count(*) from learn.lessons as l where l.version_id = v.id)
    where v.id = draft.id;
    update learn.courses as c
    set status = 'PUBLISHED', version = draft.version, published_at = coalesce(c.published_at, now())
    where c.id = course.id;
end
$$;

comment on function learn.publish_course_version(uuid) is
    'Freezes a draft and opens it to enrolments; the version before it is archived. For whoever may edit the course. Raises '
    'LN001, LN002, LNC03, LNC04 (with everything that is missing), LNC05.';

create function learn.archive_course(course uuid) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    archived learn.courses;
begin
    select * into archived from learn.courses as c where c.id = archive_course.course for update;
    if archived.id is null then
        raise exception 'there is no course %', archive_course.course
            using errcode = 'LNC05', hint = 'Check the id.';
    end if;
    perform learn.require_editor(archived.id);
    if archived.status <> 'PUBLISHED' then
        raise exception 'course % is % and cannot be archived', archived.slug, archived.status
            using errcode = 'LNC03', hint = 'Only a published course is archived.';
    end if;
    update learn.courses as c set status = 'ARCHIVED' where c.id = archived.id;
end
$$;

comment on function learn.archive_course(uuid) is
    'Closes a course to new enrolments; whoever is enrolled goes on. For whoever may edit it. Raises LN001, LN002, LNC03, '
    'LNC05.';

create function learn.draft_course_version(course uuid, version text) returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    edited learn.courses;
    last_version learn.course_versions;
    made uuid;
begin
    select * into edited from learn.courses as c where c.id = draft_course_version.course for update;
    if edited.id is null then
        raise exception 'there is no course %', draft_course_version.course
            using errcode = 'LNC05', hint = 'Check the id.';
    end if;
    perform learn.require_editor(edited.id);
    select * into last_version
    from learn.course_versions as v
    where v.course_id = edited.id
    order by v.number desc
    limit 1;
    if last_version.id is not null and last_version.published_at is null then
        raise exception 'version % of course % is % already', last_version.version, edited.slug, last_version.status
            using errcode = 'LNC03', hint = 'Go on with it, or publish it first.';
    end if;
    insert into learn.course_versions (course_id, number, version)
    values (edited.id, coalesce(last_version.number, 0) + 1, draft_course_version.version)
    returning id into made;

    insert into learn.modules (course_id, version_id, slug, title, description, position, content, origin_id)
    select m.course_id, made, m.slug, m.title, m.description, m.position, m.content, m.id
    from learn.modules as m where m.version_id = last_version.id;
    insert into learn.module_translations (module_id, language, title, description, content)
    select m.id, t.language, t.title, t.description, t.content
    from learn.modules as m join learn.module_translations as t on t.module_id = m.origin_id
    where m.version_id = made;
    insert into learn.lessons (
        course_id, version_id, module_id, slug, title, description, type, position, content, estimated_minutes, xp_reward,
        is_preview, unlock_at, unlock_after_days, origin_id
    )
    select l.course_id, made, m.id, l.slug, l.title, l.description, l.type, l.position, l.content, l.estimated_minutes,
           l.xp_reward, l.is_preview, l.unlock_at, l.unlock_after_days, l.id
    from learn.modules as m join learn.lessons as l on l.module_id = m.origin_id
    where m.version_id = made;
    insert into learn.lesson_translations (lesson_id, language, title, description, content)
    select l.id, t.language, t.title, t.description, t.content
    from learn.lessons as l join learn.lesson_translations as t on t.lesson_id = l.origin_id
    where l.version_id = made;
    insert into learn.lesson_prerequisites (version_id, lesson_id, prerequisite_id)
    select made, l.id, f.id
    from learn.lesson_prerequisites as p
    join learn.lessons as l on l.version_id = made and l.origin_id = p.lesson_id
    join learn.lessons as f on f.version_id = made and f.origin_id = p.prerequisite_id
    where p.version_id = last_version.id;

    insert into learn.quizzes (lesson_id, title, passing_score, max_attempts, time_limit_seconds)
    select l.id, q.title, q.passing_score, q.max_attempts, q.time_limit_seconds
    from learn.lessons as l join learn.quizzes as q on q.lesson_id = l.origin_id
    where l.version_id = made;
    insert into learn.quiz_questions (quiz_id, position, kind, prompt, points)
    select n.id, o.position, o.kind, o.prompt, o.points
    from learn.lessons as l
    join learn.quizzes as n on n.lesson_id = l.id
    join learn.quizzes as q on q.lesson_id = l.origin_id
    join learn.quiz_questions as o on o.quiz_id = q.id
    where l.version_id = made;
    with questions as (
        select n.id, o.id as origin_id
        from learn.lessons as l
        join learn.quizzes as nq on nq.lesson_id = l.id
        join learn.quizzes as oq on oq.lesson_id = l.origin_id
        join learn.quiz_questions as n on n.quiz_id = nq.id
        join learn.quiz_questions as o on o.quiz_id = oq.id and o.position = n.position
        where l.version_id = made
    ),
    keys as (
        insert into learn.quiz_question_keys (question_id, accepted_answers, explanation)
        select q.id, k.accepted_answers, k.explanation
        from questions as q join learn.quiz_question_keys as k on k.question_id = q.origin_id
    ),
    options as (
        insert into learn.quiz_options (question_id, position, label)
        select q.id, o.position, o.label
        from questions as q join learn.quiz_options as o on o.question_id = q.origin_id
        returning question_id, id, position
    )
    insert into learn.quiz_correct_options (question_id, option_id)
    select n.question_id, n.id
    from options as n
    join questions as q on q.id = n.question_id
    join learn.quiz_options as o on o.question_id = q.origin_id and o.position = n.position
    join learn.quiz_correct_options as c on c.option_id = o.id;

    insert into learn.exercises (
        lesson_id, kind, title, instructions, language, starter_code, gas_target, passing_score
    )
    select l.id, e.kind, e.title, e.instructions, e.language, e.starter_code, e.gas_target, e.passing_score
    from learn.lessons as l join learn.exercises as e on e.lesson_id = l.origin_id
    where l.version_id = made;
    with exercises as (
        select n.id, o.id as origin_id
        from learn.lessons as l
        join learn.exercises as n on n.lesson_id = l.id
        join learn.exercises as o on o.lesson_id = l.origin_id
        where l.version_id = made
    ),
    solutions as (
        insert into learn.exercise_solutions (exercise_id, solution_code, explanation)
        select e.id, s.solution_code, s.explanation
        from exercises as e join learn.exercise_solutions as s on s.exercise_id = e.origin_id
    ),
    hints as (
        insert into learn.exercise_hints (exercise_id, level, content, xp_penalty)
        select e.id, h.level, h.content, h.xp_penalty
        from exercises as e join learn.exercise_hints as h on h.exercise_id = e.origin_id
    )
    insert into learn.exercise_test_cases (exercise_id, position, name, input, expected, weight, is_hidden)
    select e.id, t.position, t.name, t.input, t.expected, t.weight, t.is_hidden
    from exercises as e join learn.exercise_test_cases as t on t.exercise_id = e.origin_id;
    return made;
end
$$;

comment on function learn.draft_course_version(uuid, text) is
    'Begins the next version of a course as a copy of the last one, under a label such as 1.1.0, and returns its id. For '
    'whoever may edit the course. Raises LN001, LN002, LNC03 while another one is being edited, LNC05.';
