-- depends: learn-0065-hold-the-session-first
--
-- What was missing to progress: an attempt at a quiz whose time ran out counts as one also when nobody handed it in; skills are
-- certified by whoever may edit the course, where a completed course was all that could be certified; and the token that
-- stands for a certificate is written down, once.
--
-- Errors: LNT03 the skills cannot be certified, LNT04 the certificate waits for no token.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNT03', 'The skills cannot be certified.', 'Name skills of somebody who takes the course and has no such certificate.'),
    ('LNT04', 'The certificate waits for no token.', 'It has one, was revoked, or does not exist.');

create or replace function learn.begin_quiz(quiz uuid) returns learn.quiz_attempts
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted learn.quizzes;
    progress learn.user_progress;
    attempt learn.quiz_attempts;
    taken integer;
begin
    select * into wanted from learn.quizzes as q where q.id = begin_quiz.quiz;
    if wanted.id is null then
        raise exception 'there is no quiz %', begin_quiz.quiz using errcode = 'LNQ01', hint = 'Check the id.';
    end if;
    progress := learn.open_lesson(wanted.lesson_id);
    update learn.quiz_attempts as a
    set status = 'EXPIRED'
    where a.user_id = progress.user_id and a.quiz_id = wanted.id and a.status = 'IN_PROGRESS'
      and a.deadline_at <= clock_timestamp();
    if found then
        update learn.user_progress as p
        set attempts = p.attempts + 1, status = case when p.status = 'COMPLETED' then p.status else 'FAILED' end
        where p.user_id = progress.user_id and p.lesson_id = progress.lesson_id;
    end if;
    select * into attempt
    from learn.quiz_attempts as a
    where a.user_id = progress.user_id and a.quiz_id = wanted.id and a.status = 'IN_PROGRESS';
    if attempt.id is not null then
        return attempt;
    end if;
    select count(*) into taken
    from learn.quiz_attempts as a where a.user_id = progress.user_id and a.quiz_id = wanted.id;
    if taken >= wanted.max_attempts then
        raise exception 'all % attempts are used', wanted.max_attempts
            using errcode = 'LNQ02', hint = 'The quiz allows no more.';
    end if;
    insert into learn.quiz_attempts (user_id, lesson_id, quiz_id, number, max_points, started_at, deadline_at)
    select progress.user_id, wanted.lesson_id, wanted.id, taken + 1, sum(n.points), now(),
           clock_timestamp() + wanted.time_limit_seconds * interval '1 second'
    from learn.quiz_questions as n
    where n.quiz_id = wanted.id
    returning * into attempt;
    return attempt;
end
$$;

create function learn.certify_skills(
    person uuid, course uuid, skills text[], valid_until timestamptz default null
)
    returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    enrollment learn.course_enrollments;
    code text;
begin
    perform learn.require_editor(course);
    select * into enrollment
    from learn.course_enrollments as e
    where e.user_id = person and e.course_id = certify_skills.course and e.status <> 'DROPPED'
    for no key update;
    if enrollment.user_id is not null and array_to_string(certify_skills.skills, '') ~ '\S' then
        insert into learn.certificates (user_id, course_id, version_id, type, skills, verification_code, issued_by, valid_until)
        values (
            person, enrollment.course_id, enrollment.version_id, 'SKILL', certify_skills.skills, learn.new_verification_code(),
            'Learn', certify_skills.valid_until
        )
        on conflict (user_id, course_id, type) where revoked_at is null do nothing
        returning verification_code into code;
    end if;
    if code is null then
        raise exception 'no skills of % in course % can be certified', person, certify_skills.course
            using errcode = 'LNT03',
                  hint = 'The person takes the course, has no such certificate that was not revoked, and the skills are named.';
    end if;
    return code;
end
$$;

comment on function learn.certify_skills(uuid, uuid, text[], timestamptz) is
    'Who may edit a course certifies what somebody who takes it can do, up to a day if one is given; returns the code. Raises '
    'LN001, LN002, LNT03.';

create function learn.record_certificate_token(
    certificate uuid, network text, contract_address text, token_id text, transaction_hash text, ipfs_hash text default null
)
    returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    update learn.certificates as c
    set network = record_certificate_token.network, contract_address = record_certificate_token.contract_address,
        token_id = record_certificate_token.token_id, transaction_hash = record_certificate_token.transaction_hash,
        ipfs_hash = record_certificate_token.ipfs_hash
    where c.id = certificate and c.transaction_hash is null and c.revoked_at is null;
    if not found then
        raise exception 'there is no certificate % that waits for a token', certificate
            using errcode = 'LNT04', hint = 'It has one, was revoked, or does not exist.';
    end if;
end
$$;

comment on function learn.record_certificate_token(uuid, text, text, text, text, text) is
    'For the trusted server: a token was made that stands for a certificate; once. Raises LNT04.';

grant execute on function learn.certify_skills(uuid, uuid, text[], timestamptz) to learn_app, learn_user;

grant execute on function learn.record_certificate_token(uuid, text, text, text, text, text) to learn_app;
