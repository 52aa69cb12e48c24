-- depends: nexus-0184-add-mail-logs-messageid-key
--
-- What the application calls for an assessment: submit the answers, score them, make the report, take it back, log its mails.
-- Each locks the row of the assessment first, so of two callers the second finds what the first one did.
--
-- Pupils, parents and the staff submit and the staff takes back. Scores and reports are made by the server, which computes them;
-- who sends a mail is the actor.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create function nexus.submit_bilan(
    student_id text,
    answers jsonb,
    ways jsonb,
    about nexus."Subject" default null,
    of_level text default null,
    schooling text default null
)
    returns text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    made text;
begin
    perform nexus.require_pupil(student_id);
    if coalesce(answers, '{}') in ('{}', '[]') or coalesce(ways, '{}') in ('{}', '[]') then
        raise exception 'an assessment without answers about %',
            case when coalesce(answers, '{}') in ('{}', '[]') then 'the subject' else 'ways of learning' end
            using errcode = 'NXR05',
                  hint = 'Submit both parts together.';
    end if;
    insert into nexus.bilans as b
        ("studentId", subject, niveau, statut, "qcmRaw", "pedagoRaw", "qcmScores", "pedagoProfile", synthesis, offers)
    values (student_id, about, of_level, schooling, answers, ways, '{}', '{}', '{}', '{}')
    returning b.id into made;
    return made;
end
$$;

comment on function nexus.submit_bilan(text, jsonb, jsonb, nexus."Subject", text, text) is
    'Begins an assessment with the answers of a pupil; its id. For the pupil, a parent or the staff. Raises NXR05.';

create function nexus.require_bilan(bilan_id text, variadic states text[]) returns nexus.bilans
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
declare
    found_bilan nexus.bilans;
begin
    select * into found_bilan from nexus.bilans as b where b.id = bilan_id for no key update;
    if not found or found_bilan.status <> all (states) then
        raise exception 'assessment % is %', quote_nullable(bilan_id), coalesce(found_bilan.status, 'not there')
            using errcode = 'NXR01',
                  hint = format('This is done to one that is %s.', array_to_string(states, ' or '));
    end if;
    return found_bilan;
end
$$;

comment on function nexus.require_bilan(text, text[]) is
    'An assessment, locked; it is in one of these states. Raises NXR01.';

create function nexus.score_bilan(
    bilan_id text,
    scores jsonb,
    profile jsonb,
    conclusions jsonb,
    proposals jsonb,
    indices jsonb default null
)
    returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    bilan constant nexus.bilans := nexus.require_bilan(bilan_id, 'DRAFT', 'SCORED');
begin
    if coalesce(scores, '{}') = '{}' then
        raise exception 'assessment % was to be scored without scores', bilan.id
            using errcode = 'NXR05',
                  hint = 'Pass { total, totalMax, byDomain }.';
    end if;
    update nexus.bilans as b
    set "qcmScores" = scores, "pedagoProfile" = profile, synthesis = conclusions, offers = proposals,
        "preAnalyzedData" = indices
    where b.id = bilan.id;
    insert into nexus.student_profile_data as d
        ("studentId", "pedagoRawAnswers", "pedagoProfile", "preAnalyzedData", "lastUpdatedAt")
    values (bilan."studentId", bilan."pedagoRaw", profile, indices, clock_timestamp())
    on conflict ("studentId") do update
        set "pedagoRawAnswers" = excluded."pedagoRawAnswers", "pedagoProfile" = excluded."pedagoProfile",
            "preAnalyzedData" = excluded."preAnalyzedData", "lastUpdatedAt" = excluded."lastUpdatedAt";
end
$$;

comment on function nexus.score_bilan(text, jsonb, jsonb, jsonb, jsonb, jsonb) is
    'Stores the scores and what follows from them, and the profile of the pupil. May be repeated until the report is made. For '
    'the server. Raises NXR01, NXR05, or 23514 if scores do not add up.';

create function nexus.generate_bilan(
    bilan_id text,
    pdf_url text,
    pdf bytea default null,
    report text default null,
    summary text default null
)
    returns timestamptz
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    bilan constant nexus.bilans := nexus.require_bilan(bilan_id, 'SCORED');
    moment constant timestamptz(3) := clock_timestamp();
begin
    update nexus.bilans as b
    set "generatedAt" = moment, "reportText" = report, "summaryText" = summary, "pdfUrl" = pdf_url, "pdfBlob" = pdf
    where b.id = bilan.id;
    return moment;
end
$$;

comment on function nexus.generate_bilan(text, text, bytea, text, text) is
    'Stores the report that was made of the scores, its file or where that lies, once: of two servers the second is told. For the server. Raises NXR01, '
    'NXR03.';

create function nexus.withdraw_bilan(bilan_id text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    bilan nexus.bilans;
begin
    perform nexus.require_role('ADMIN', 'ASSISTANTE');
    bilan := nexus.require_bilan(bilan_id, 'GENERATED');
    update nexus.bilans as b
    set "generatedAt" = null, "reportText" = null, "summaryText" = null, "pdfUrl" = null, "pdfBlob" = null
    where b.id = bilan.id;
end
$$;

comment on function nexus.withdraw_bilan(text) is
    'Takes a report back that was not sent: the scores stay and may be corrected. For ADMIN and ASSISTANTE. Raises NXR01.';

create function nexus.log_bilan_mail(
    bilan_id text,
    variant text,
    recipients text[],
    subject_line text,
    message_id text default null,
    failure text default null,
    out mail_id text,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    bilan constant nexus.bilans := nexus.require_bilan(bilan_id, 'GENERATED', 'SENT');
    sender constant text := nexus.require_pupil(bilan."studentId");
    wrong text;
    logged nexus.mail_logs;
begin
    select coalesce(r.address, 'NULL') into wrong
    from unnest(recipients) as r (address)
    where r.address is null or r.address !~ '^[^\s@,]+@[^\s@,]+$'
    limit 1;
    if found or coalesce(cardinality(recipients), 0) = 0 then
        raise exception 'a mail about assessment % to %', bilan.id, coalesce(wrong, 'nobody')
            using errcode = 'NXR05',
                  hint = 'Pass the addresses, each by itself.';
    end if;
    insert into nexus.mail_logs as m ("bilanId", "userId", variant, recipients, subject, status, "messageId", error)
    values (bilan.id, sender, log_bilan_mail.variant, array_to_string(recipients, ', '), subject_line,
            case when failure is null then 'SENT' else 'FAILED' end, message_id, failure)
    on conflict ("messageId") where "messageId" is not null do nothing
    returning m.id into mail_id;
    replayed := not found;
    if replayed then
        select * into logged from nexus.mail_logs as m where m."messageId" = message_id;
        if (logged."bilanId", logged.variant) <> (bilan.id, log_bilan_mail.variant) or failure is not null then
            raise exception 'mail % is in the log: it was %, about assessment %', message_id, logged.status, logged."bilanId"
                using errcode = 'NXR05',
                      hint = 'Each mail has a name of its own; the mail server gives it.';
        end if;
        mail_id := logged.id;
    end if;
end
$$;

comment on function nexus.log_bilan_mail(text, text, text[], text, text, text) is
    'Logs a mail with a report that the actor sent, or that failed with this failure. The first that was sent makes the report '
    'SENT. The same message_id again is the same mail: replayed. For the server. Raises NXR01, NXR05, NX001 to NX003.';

grant execute on function
    nexus.submit_bilan(text, jsonb, jsonb, nexus."Subject", text, text), nexus.withdraw_bilan(text)
    to nexus_app, nexus_user;

grant execute on function
    nexus.score_bilan(text, jsonb, jsonb, jsonb, jsonb, jsonb),
    nexus.generate_bilan(text, text, bytea, text, text),
    nexus.log_bilan_mail(text, text, text[], text, text, text)
    to nexus_app;
