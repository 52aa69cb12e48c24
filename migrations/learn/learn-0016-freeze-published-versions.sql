-- depends: learn-0015-keep-prerequisites-acyclic
--
-- A version that was published does not change, nor does anything in it: the trigger of each table of content asks for the
-- version of its row and holds it (for share) until the transaction ends, so that a version cannot be published between the
-- question and the change. Under repeatable read a version published meanwhile is a serialisation failure.
--
-- Two things may still change. When a lesson unlocks is a schedule and no content. And a language may be added: that takes
-- nothing away from anybody; once it stands there, it is frozen like the rest.
--
-- A version whose course is deleted with it may go, if it was never published.
--
-- Errors: LNC02 the version was published.
-- Share row exclusive on the tables for the instant of the change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because authors alone write to these tables, and either all are frozen or none

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNC02', 'A version that was published does not change.', 'Change it in the next one: learn.draft_course_version().');

create function learn.version_of(relation text, image jsonb) returns uuid
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select case
        when relation in ('modules', 'lessons', 'lesson_prerequisites') then (image ->> 'version_id')::uuid
        when relation = 'module_translations' then (
            select m.version_id from learn.modules as m where m.id = (image ->> 'module_id')::uuid
        )
        when relation in ('lesson_translations', 'quizzes', 'exercises') then (
            select l.version_id from learn.lessons as l where l.id = (image ->> 'lesson_id')::uuid
        )
        when relation = 'quiz_questions' then (
            select l.version_id
            from learn.quizzes as q join learn.lessons as l on l.id = q.lesson_id
            where q.id = (image ->> 'quiz_id')::uuid
        )
        when relation in ('quiz_options', 'quiz_correct_options', 'quiz_question_keys') then (
            select l.version_id
            from learn.quiz_questions as n
            join learn.quizzes as q on q.id = n.quiz_id
            join learn.lessons as l on l.id = q.lesson_id
            where n.id = (image ->> 'question_id')::uuid
        )
        when relation in ('exercise_solutions', 'exercise_test_cases', 'exercise_hints') then (
            select l.version_id
            from learn.exercises as e join learn.lessons as l on l.id = e.lesson_id
            where e.id = (image ->> 'exercise_id')::uuid
        )
    end
$$;

comment on function learn.version_of(text, jsonb) is
    'The version that a row of a table of content belongs to; NULL if what it belongs to is gone.';

create function learn.refuse_published() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    free constant text[] := case when tg_table_name = 'lessons' then '{unlock_at,updated_at}' else '{updated_at}' end;
    touched uuid[];
    version learn.course_versions;
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - free = to_jsonb(old) - free then
        return new;
    end if;
    touched := array[
        case when tg_op <> 'INSERT' then learn.version_of(tg_table_name, to_jsonb(old)) end,
        case when tg_op <> 'DELETE' then learn.version_of(tg_table_name, to_jsonb(new)) end
    ];
    for version in
        select * from learn.course_versions as v where v.id = any (touched) order by v.id for share
    loop
        if version.published_at is not null and not (tg_op = 'INSERT' and tg_table_name like '%\_translations') then
            raise exception 'version % was published on % and does not change', version.version,
                (version.published_at at time zone 'UTC')::date
                using errcode = 'LNC02',
                      hint = 'Make the next version with learn.draft_course_version() and change it there.';
        end if;
    end loop;
    return coalesce(new, old);
end
$$;

comment on function learn.refuse_published() is
    'BEFORE row trigger of the tables of content: refuses every change in a version that was published, but for when a lesson '
    'unlocks and for a new language. Raises LNC02.';

create function learn.refuse_unpublishing() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    free constant text[] := '{status,notes,published_by,updated_at}';
begin
    if old.published_at is null then
        return coalesce(new, old);
    end if;
    if tg_op = 'DELETE'
        or to_jsonb(new) - free <> to_jsonb(old) - free
        or new.status <> old.status and (old.status, new.status) <> ('PUBLISHED', 'ARCHIVED')
        -- Whoever published it may leave the platform; nobody else takes the place.
        or new.published_by <> old.published_by or old.published_by is null and new.published_by is not null
    then
        raise exception 'version % was published on % and does not change', old.version,
            (old.published_at at time zone 'UTC')::date
            using errcode = 'LNC02',
                  hint = 'It can be archived, and followed by the next version; it cannot be taken back.';
    end if;
    return new;
end
$$;

comment on function learn.refuse_unpublishing() is
    'BEFORE row trigger of course_versions: what was published is at most archived. Raises LNC02.';

create trigger refuse_unpublishing
    before update or delete on learn.course_versions
    for each row execute function learn.refuse_unpublishing();

do $$
declare
    relation text;
begin
    foreach relation in array array[
        'modules', 'lessons', 'lesson_prerequisites', 'module_translations', 'lesson_translations', 'quizzes',
        'quiz_questions', 'quiz_options', 'quiz_correct_options', 'quiz_question_keys', 'exercises', 'exercise_solutions',
        'exercise_test_cases', 'exercise_hints'
    ] loop
        execute format('create trigger refuse_published before insert or update or delete on learn.%I '
                       'for each row execute function learn.refuse_published()', relation);
    end loop;
end
$$;
