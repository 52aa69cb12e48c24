-- depends: learn-0017-publish-courses
--
-- Progress only grows, and what it adds up to is exact. The rules are triggers, so that they hold for whoever writes; the
-- functions beside them are how a student writes.
--
-- An enrolment takes the published version of a published course once the courses that come first are completed. The course
-- is held (for share) meanwhile, so that it is not archived between the question and the enrolment.
--
-- A lesson is begun when it is unlocked and the lessons before it are completed. It is completed by passing its quiz or
-- its exercise, where it has one. A percentage, a time, a number of attempts never gets smaller; who sends an older state
-- through learn.record_progress() changes nothing, who writes it raises.
--
-- Roll-ups. The trigger adds to the enrolment what the lesson gained, so the sum is exact after any interleaving: the row of
-- the enrolment is locked by the addition itself and read again under the lock. Functions take that row first and the
-- lesson's afterwards, so that two lessons of one person do not wait for each other in a circle. What a module adds up to is
-- a view. The percentage of a whole is rounded down: 100 says that all is done.
--
-- Nobody is granted to delete progress; it goes with the person, by erasure or with the account.
--
-- Errors: LNP01 the course is not open, LNP02 a course that comes first is not completed, LNP03 not enrolled, LNP04 the
-- lesson is locked, LNP05 progress never goes back, LNP06 the lesson is completed by passing, LNP07 there is no such lesson
-- in the version taken.
-- Share row exclusive on two tables for the instant of the change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because the two tables are written in the same transactions, and wait together anyway

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNP01', 'The course is not open to enrolments.', 'Choose a published course.'),
    ('LNP02', 'A course that comes first is not completed.', 'Complete the courses that the detail lists.'),
    ('LNP03', 'The actor is not enrolled in the course, or has dropped it.', 'Call learn.enroll() first.'),
    ('LNP04', 'The lesson is locked.', 'See the detail: wait, or complete the lessons it lists.'),
    ('LNP05', 'Progress never goes back.', 'Send nothing older than what is stored; learn.record_progress() ignores it.'),
    ('LNP06', 'The lesson is completed by passing its quiz or exercise.', 'Pass it; up to then 99 is the most.'),
    ('LNP07', 'There is no such lesson in the version that was taken.', 'Ask for the lessons of the enrolment''s version.');

create function learn.keep_enrollment() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    course learn.courses;
    version learn.course_versions;
    missing text;
begin
    if tg_op = 'UPDATE' then
        if (new.user_id, new.course_id, new.version_id, new.lesson_count, new.enrolled_at)
            is distinct from (old.user_id, old.course_id, old.version_id, old.lesson_count, old.enrolled_at)
            or new.percentage_sum < old.percentage_sum
            or new.lessons_completed < old.lessons_completed
            or new.time_spent_seconds < old.time_spent_seconds
            or old.completed_at is not null and new.completed_at is distinct from old.completed_at
        then
            raise exception 'an enrolment keeps its version, and progress never goes back'
                using errcode = 'LNP05', hint = 'Roll-ups are derived from user_progress; only the status is written.';
        end if;
        return new;
    end if;
    select * into course from learn.courses as c where c.id = new.course_id for share;
    select * into version from learn.course_versions as v where v.id = new.version_id for share;
    if course.status is distinct from 'PUBLISHED' or version.status is distinct from 'PUBLISHED' then
        raise exception 'course % is not open to enrolments', new.course_id
            using errcode = 'LNP01', hint = 'Choose a published course.';
    end if;
    select string_agg(c.slug, ', ' order by c.slug) into missing
    from learn.course_prerequisites as p
    join learn.courses as c on c.id = p.prerequisite_id
    where p.course_id = new.course_id
      and not exists (
          select from learn.course_enrollments as e
          where e.user_id = new.user_id and e.course_id = p.prerequisite_id and e.status = 'COMPLETED'
      );
    if missing is not null then
        raise exception 'course % comes after courses that are not completed', course.slug
            using errcode = 'LNP02', detail = missing, hint = 'Complete these first.';
    end if;
    new.status := 'ACTIVE';
    new.lesson_count := version.lesson_count;
    new.lessons_completed := 0;
    new.percentage_sum := 0;
    new.completion_percentage := 0;
    new.time_spent_seconds := 0;
    new.enrolled_at := least(new.enrolled_at, now());
    new.completed_at := null;
    return new;
end
$$;

comment on function learn.keep_enrollment() is
    'BEFORE row trigger of course_enrollments: opens published courses only, to who completed what comes first; begins at '
    'nothing and never goes back. Raises LNP01, LNP02, LNP05.';

create trigger keep_enrollment
    before insert or update on learn.course_enrollments
    for each row execute function learn.keep_enrollment();

create function learn.why_locked(of_user uuid, lesson uuid) returns text
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

comment on function learn.why_locked(uuid, uuid) is
    'What keeps a user from beginning a lesson of a version taken; NULL: nothing.';

create function learn.keep_progress() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    reason text;
begin
    if tg_op = 'UPDATE' then
        if (new.user_id, new.lesson_id, new.course_id, new.version_id, new.module_id)
            is distinct from (old.user_id, old.lesson_id, old.course_id, old.version_id, old.module_id)
            or new.completion_percentage < old.completion_percentage
            or new.time_spent_seconds < old.time_spent_seconds
            or new.attempts < old.attempts
            or new.hints_used < old.hints_used
            or coalesce(new.score < old.score, old.score is not null)
            or old.status <> 'NOT_STARTED' and new.status = 'NOT_STARTED'
        then
            raise exception 'progress in lesson % never goes back', old.lesson_id
                using errcode = 'LNP05',
                      detail = format('It is at %s %%, and was to become %s %%.',
                                      old.completion_percentage, new.completion_percentage),
                      hint = 'learn.record_progress() ignores what is older.';
        end if;
    end if;
    if new.completion_percentage = 100 and new.status <> 'COMPLETED' then
        new.status := 'COMPLETED';
    elsif new.status = 'NOT_STARTED' and new.completion_percentage > 0 then
        new.status := 'IN_PROGRESS';
    end if;
    if tg_op = 'UPDATE' and old.status <> 'NOT_STARTED' then
        new.started_at := old.started_at;
        new.completed_at := old.completed_at;
    else
        new.started_at := case when new.status <> 'NOT_STARTED' then coalesce(new.started_at, now()) end;
    end if;
    if new.status <> 'NOT_STARTED' and (tg_op = 'INSERT' or old.status = 'NOT_STARTED') then
        reason := learn.why_locked(new.user_id, new.lesson_id);
        if reason is not null then
            raise exception 'lesson % is locked', new.lesson_id
                using errcode = 'LNP04', detail = reason, hint = 'Wait, or complete what comes first.';
        end if;
    end if;
    if new.status = 'COMPLETED' and (tg_op = 'INSERT' or old.status <> 'COMPLETED') then
        if exists (
            select from learn.quizzes as q
            where q.lesson_id = new.lesson_id
              and not exists (
                  select from learn.quiz_attempts as a where a.user_id = new.user_id and a.quiz_id = q.id and a.passed
              )
        ) or exists (
            select from learn.exercises as x
            where x.lesson_id = new.lesson_id
              and not exists (
                  select from learn.code_submissions as s
                  where s.user_id = new.user_id and s.lesson_id = x.lesson_id and s.exercise_id = x.id
                    and s.status = 'PASSED'
              )
        ) then
            raise exception 'lesson % is completed by passing its quiz or exercise', new.lesson_id
                using errcode = 'LNP06', hint = 'Up to then 99 per cent is the most.';
        end if;
        new.completed_at := coalesce(new.completed_at, now());
    end if;
    return new;
end
$$;

comment on function learn.keep_progress() is
    'BEFORE row trigger of user_progress: a lesson is begun when it is unlocked, completed by passing, and never goes back. '
    'Fills in status and times. Raises LNP04, LNP05, LNP06.';

create trigger keep_progress
    before insert or update on learn.user_progress
    for each row execute function learn.keep_progress();

create function learn.roll_up_progress() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    gained integer := new.completion_percentage;
    completed integer := case when new.status = 'COMPLETED' then 1 else 0 end;
    spent integer := new.time_spent_seconds;
    changed integer;
begin
    if tg_op = 'UPDATE' then
        gained := gained - old.completion_percentage;
        completed := completed - case when old.status = 'COMPLETED' then 1 else 0 end;
        spent := spent - old.time_spent_seconds;
        if gained = 0 and spent = 0 then
            return null;
        end if;
    end if;
    update learn.course_enrollments as e
    set percentage_sum = e.percentage_sum + gained,
        completion_percentage = (e.percentage_sum + gained) / e.lesson_count,
        lessons_completed = e.lessons_completed + completed,
        time_spent_seconds = e.time_spent_seconds + spent,
        status = case when e.lessons_completed + completed = e.lesson_count then 'COMPLETED' else e.status end,
        completed_at = case when e.lessons_completed + completed = e.lesson_count then coalesce(e.completed_at, now()) end
    where e.user_id = new.user_id and e.course_id = new.course_id and e.status <> 'DROPPED';
    get diagnostics changed = row_count;
    if changed = 0 then
        raise exception 'course % was dropped: nothing is recorded in it', new.course_id
            using errcode = 'LNP03', hint = 'Call learn.enroll() to take it up again.';
    end if;
    return null;
end
$$;

comment on function learn.roll_up_progress() is
    'AFTER row trigger of user_progress: adds to the enrolment what the lesson gained; the last lesson completes it. Raises '
    'LNP03 for a course that was dropped.';

create trigger roll_up_progress
    after insert or update on learn.user_progress
    for each row execute function learn.roll_up_progress();

create function learn.enroll(course uuid) returns uuid
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('courses:view');
    taken uuid;
begin
    insert into learn.course_enrollments (user_id, course_id, version_id, lesson_count)
    select actor, c.id, v.id, v.lesson_count
    from learn.courses as c
    join learn.course_versions as v on v.course_id = c.id and v.status = 'PUBLISHED'
    where c.id = enroll.course and c.status = 'PUBLISHED'
      and not exists (select from learn.course_enrollments as e where e.user_id = actor and e.course_id = c.id)
    -- Whichever unique key is hit first: with one named, a race would fail on the other.
    on conflict do nothing;
    update learn.course_enrollments as e
    set status = 'ACTIVE'
    where e.user_id = actor and e.course_id = enroll.course and e.status = 'DROPPED'
      and exists (select from learn.courses as c where c.id = e.course_id and c.status = 'PUBLISHED');
    select e.version_id into taken
    from learn.course_enrollments as e
    where e.user_id = actor and e.course_id = enroll.course and e.status <> 'DROPPED';
    if taken is null then
        raise exception 'course % is not open to enrolments', enroll.course
            using errcode = 'LNP01', hint = 'Choose a published course.';
    end if;
    return taken;
end
$$;

comment on function learn.enroll(uuid) is
    'The actor takes a course and gets the id of the version; whoever takes it already keeps what there is, whoever dropped '
    'it goes on. Raises LN001, LN002, LNP01, LNP02.';

create function learn.drop_course(course uuid) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor();
begin
    update learn.course_enrollments as e
    set status = 'DROPPED'
    where e.user_id = actor and e.course_id = drop_course.course and e.status = 'ACTIVE';
    if not found then
        raise exception 'there is no course % that could be dropped', drop_course.course
            using errcode = 'LNP03', hint = 'It was not taken, was dropped, or is completed.';
    end if;
end
$$;

comment on function learn.drop_course(uuid) is
    'The actor drops a course; progress stays. Raises LN001, LNP03.';

create function learn.open_lesson(lesson uuid) returns learn.user_progress
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('courses:view');
    wanted learn.lessons;
    enrollment learn.course_enrollments;
    opened learn.user_progress;
begin
    select * into wanted from learn.lessons as l where l.id = open_lesson.lesson;
    select * into enrollment
    from learn.course_enrollments as e
    where e.user_id = actor and e.course_id = wanted.course_id
    for no key update;
    if enrollment.status is null or enrollment.status = 'DROPPED' then
        raise exception 'the course of lesson % is not taken', open_lesson.lesson
            using errcode = 'LNP03', hint = 'Call learn.enroll() first.';
    end if;
    if enrollment.version_id <> wanted.version_id then
        raise exception 'lesson % is not of the version taken', open_lesson.lesson
            using errcode = 'LNP07', hint = 'Ask for the lessons of the enrolment''s version.';
    end if;
    select * into opened from learn.user_progress as p where p.user_id = actor and p.lesson_id = wanted.id;
    if opened.user_id is null then
        insert into learn.user_progress (user_id, lesson_id, course_id, version_id, module_id, status)
        values (actor, wanted.id, wanted.course_id, wanted.version_id, wanted.module_id, 'IN_PROGRESS')
        returning * into opened;
    elsif opened.status = 'NOT_STARTED' then
        update learn.user_progress as p set status = 'IN_PROGRESS'
        where p.user_id = actor and p.lesson_id = wanted.id
        returning * into opened;
    end if;
    return opened;
end
$$;

comment on function learn.open_lesson(uuid) is
    'The actor begins a lesson, or goes on with it; holds the enrolment until the transaction ends. Raises LN001, LN002, '
    'LNP03, LNP04, LNP07.';

create function learn.record_progress(
    lesson uuid, percentage integer, seconds integer default 0, code text default null
)
    returns learn.user_progress
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    opened constant learn.user_progress := learn.open_lesson(lesson);
    recorded learn.user_progress;
begin
    update learn.user_progress as p
    set completion_percentage = greatest(p.completion_percentage, record_progress.percentage),
        time_spent_seconds = p.time_spent_seconds + greatest(record_progress.seconds, 0),
        code_snapshot = coalesce(record_progress.code, p.code_snapshot)
    where p.user_id = opened.user_id and p.lesson_id = opened.lesson_id
    returning * into recorded;
    return recorded;
end
$$;

comment on function learn.record_progress(uuid, integer, integer, text) is
    'The actor got so far in a lesson, in so many more seconds; what the editor holds is kept if given. A smaller percentage '
    'than before changes nothing. Raises LN001, LN002, LNP03, LNP04, LNP06, LNP07.';

create view learn.module_progress with (security_invoker = true) as
    select e.user_id,
           e.course_id,
           e.version_id,
           l.module_id,
           count(*)::integer as lesson_count,
           count(*) filter (where p.status = 'COMPLETED')::integer as lessons_completed,
           (coalesce(sum(p.completion_percentage), 0)::integer / count(*)::integer) as completion_percentage
    from learn.course_enrollments as e
    join learn.lessons as l on l.course_id = e.course_id and l.version_id = e.version_id
    left join learn.user_progress as p on p.user_id = e.user_id and p.lesson_id = l.id
    group by e.user_id, e.course_id, e.version_id, l.module_id;

comment on view learn.module_progress is
    'What the lessons of a module add up to, for everybody who takes the course; read from user_progress.';
comment on column learn.module_progress.user_id is
    'Who.';
comment on column learn.module_progress.course_id is
    'Which course.';
comment on column learn.module_progress.version_id is
    'The version taken.';
comment on column learn.module_progress.module_id is
    'Which module.';
comment on column learn.module_progress.lesson_count is
    'Lessons of the module.';
comment on column learn.module_progress.lessons_completed is
    'Lessons at 100 per cent.';
comment on column learn.module_progress.completion_percentage is
    'Mean of the lessons, rounded down.';
