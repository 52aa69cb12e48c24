-- depends: learn-0020-submit-code
--
-- Whoever completed a course gets a certificate, once; anybody who has its code learns whose it is and whether it holds.
-- The code is 100 random bits in an alphabet without letters that are mistaken for digits, so that it can be read out and
-- typed, and cannot be guessed. What was typed is forgiven: small letters, O for 0, I and L for 1, spaces.
--
-- Errors: LNT01 the course is not completed, LNT02 there is no such certificate that could be revoked.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role learn_owner;

insert into learn.errors (sqlstate, meaning, remedy) values
    ('LNT01', 'The course is not completed.', 'Complete every lesson of the version that was taken.'),
    ('LNT02', 'There is no such certificate, or it was revoked already.', 'Check the id.');

create function learn.new_verification_code() returns text
    language sql
    volatile
    security definer
    set search_path = ''
as $$
    -- Five bits a character: of each of 20 random bytes the lowest five.
    select string_agg(
               substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (get_byte(random.bytes, n) & 31), 1)
               || case when n % 5 = 4 and n < 19 then '-' else '' end,
               '' order by n
           )
    from (select extensions.gen_random_bytes(20) as bytes) as random, generate_series(0, 19) as n
$$;

comment on function learn.new_verification_code() is
    'A new code of a certificate: four groups of five characters, 100 random bits.';

create function learn.issue_certificate(course uuid) returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant uuid := learn.require_actor('courses:view');
    enrollment learn.course_enrollments;
    code text;
begin
    select * into enrollment
    from learn.course_enrollments as e
    where e.user_id = actor and e.course_id = issue_certificate.course
    for no key update;
    if enrollment.status is distinct from 'COMPLETED' then
        raise exception 'course % is not completed: % of % lessons', issue_certificate.course,
            coalesce(enrollment.lessons_completed, 0), coalesce(enrollment.lesson_count::text, 'all')
            using errcode = 'LNT01', hint = 'Complete every lesson of the version that was taken.';
    end if;
    -- One that was revoked is not replaced by asking again.
    select c.verification_code into code
    from learn.certificates as c
    where c.user_id = actor and c.course_id = issue_certificate.course and c.type = 'COURSE_COMPLETION'
    order by c.revoked_at nulls first
    limit 1;
    if code is null then
        insert into learn.certificates (user_id, course_id, version_id, verification_code, issued_by)
        values (actor, enrollment.course_id, enrollment.version_id, learn.new_verification_code(), 'Learn')
        returning verification_code into code;
    end if;
    return code;
end
$$;

comment on function learn.issue_certificate(uuid) is
    'The code of the actor''s certificate of a completed course; it is issued the first time. Raises LN001, LN002, LNT01.';

create function learn.verify_certificate(code text)
    returns table (holder text, course text, version text, issued_at timestamptz, valid_until timestamptz, status text)
    language sql
    stable
    security definer
    set search_path = ''
as $$
    select u.name, c.title, v.version, x.issued_at, x.valid_until,
           case when x.revoked_at is not null then 'REVOKED'
                when x.valid_until <= now() then 'EXPIRED'
                else 'VALID' end
    from learn.certificates as x
    join learn.users as u on u.id = x.user_id
    join learn.courses as c on c.id = x.course_id
    join learn.course_versions as v on v.id = x.version_id
    where x.verification_code = regexp_replace(
        regexp_replace(translate(upper(code), 'OIL', '011'), '[^0-9A-Z]', '', 'g'),
        '^(.{5})(.{5})(.{5})(.{5})$', '\1-\2-\3-\4'
    )
$$;

comment on function learn.verify_certificate(text) is
    'What a certificate says, to anybody who has its code, and whether it is VALID, EXPIRED or REVOKED; no row: there is none.';

create function learn.revoke_certificate(certificate uuid, reason text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform learn.require_actor('users:edit');
    update learn.certificates as c
    set revoked_at = now(), revocation_reason = reason
    where c.id = revoke_certificate.certificate and c.revoked_at is null;
    if not found then
        raise exception 'there is no certificate % that could be revoked', revoke_certificate.certificate
            using errcode = 'LNT02', hint = 'Check the id; a revocation is final.';
    end if;
end
$$;

comment on function learn.revoke_certificate(uuid, text) is
    'Revokes a certificate for a reason, for good. For whoever may edit users. Raises LN001, LN002, LNT02.';
