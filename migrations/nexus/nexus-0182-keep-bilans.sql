-- depends: nexus-0181-fill-status-of-bilans
--
-- The life of an assessment, held whoever writes:
--
--   DRAFT → SCORED → GENERATED → SENT    a row of nexus.transitions each
--   SCORED → DRAFT                       the answers were not these
--   GENERATED → SCORED                   the report is taken back, which is possible until it was sent
--
-- A report rests on what it was made of: answers, scores and what follows from them stay while there is one. What was sent stays
-- altogether; a file or a text that was not there yet may be added. A report is made of scores that add up (a check from before)
-- and has its file. A mail is about a report that was made, and SENT means that such a mail was sent: looked at when the
-- transaction commits. The log of mails is a history: nothing in it is changed or removed, but with its assessment; a mail that
-- the mail server named is logged once.
--
-- What the checks and the key of the next migrations could not take is looked for first: the migration counts the rows, prints
-- the queries that list them, and refuses. It changes and removes nothing.
--
-- New and changed rows obey from now on; the next migration validates the rest. SHARE ROW EXCLUSIVE on bilans and mail_logs, then
-- ACCESS EXCLUSIVE, for an instant, without a scan. Rewrites nothing, loses nothing.

set local role nexus_owner;

do $$
declare
    tried record;
    found bigint;
    report text := '';
begin
    for tried in
        select * from (values
            ('mails that failed and do not say why',
             'select id, "bilanId" from nexus.mail_logs where status = ''FAILED'' and coalesce(error, '''') !~ ''\S'''),
            ('mails that were sent and have an error',
             'select id, "bilanId", error from nexus.mail_logs where status = ''SENT'' and error is not null'),
            ('mails to nobody',
             'select id, "bilanId" from nexus.mail_logs where recipients !~ ''\S'''),
            ('mails with one name of the mail server',
             'select "messageId", count(*) from nexus.mail_logs where "messageId" is not null group by "messageId" having
              count(*) > 1')
        ) as listed (what, query)
    loop
        execute 'select count(*) from (' || tried.query || ') as faulty' into found;
        if found > 0 then
            report := report || format(E'\n%s: %s\n    %s;', tried.what, found, regexp_replace(tried.query, '\s+', ' ', 'g'));
        end if;
    end loop;
    if report <> '' then
        raise exception 'the log of mails is not whole; nothing was changed:%', report
            using errcode = '23514',
                  hint = 'Decide what is true of each, then migrate again.';
    end if;
end
$$;

drop procedure nexus.fill_bilan_status(integer);

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXR01', 'An assessment is not in the state for this.', 'See the message: it has the state.'),
    ('NXR02', 'What a report was made of, or what was sent, was to be changed.',
     'Take the report back if it was not sent; else make another assessment.'),
    ('NXR03', 'A report has no file.', 'Store it, or where it lies, together with the report.'),
    ('NXR04', 'A mail is about a report that was not made, or a report is SENT and no mail was.',
     'Make the report, send it, then log the mail.'),
    ('NXR05', 'An assessment or a mail makes no sense.', 'See the message: it has what is wanted.');

insert into nexus.transitions (relation, old_status, new_status) values
    ('bilans', 'DRAFT', 'SCORED'),
    ('bilans', 'SCORED', 'DRAFT'),
    ('bilans', 'SCORED', 'GENERATED'),
    ('bilans', 'GENERATED', 'SCORED'),
    ('bilans', 'GENERATED', 'SENT');

create function nexus.bilans_keep_what_was_reported() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    if new.status = old.status and (
        (new.subject, new.niveau, new.statut, new."qcmRaw", new."pedagoRaw", new."qcmScores", new."pedagoProfile",
         new."preAnalyzedData", new.synthesis, new.offers)
            is distinct from
        (old.subject, old.niveau, old.statut, old."qcmRaw", old."pedagoRaw", old."qcmScores", old."pedagoProfile",
         old."preAnalyzedData", old.synthesis, old.offers)
        or new."studentId" <> old."studentId" and exists (select from nexus.students as s where s.id = old."studentId")
    ) then
        raise exception 'the report of assessment % was made of other answers or scores', old.id
            using errcode = 'NXR02',
                  hint = case old.status
                      when 'SENT' then 'It was sent: make another assessment.'
                      else 'Take it back first: nexus.withdraw_bilan().'
                  end;
    end if;
    if old.status = 'SENT' and (
        (new."generatedAt", new."sentAt") is distinct from (old."generatedAt", old."sentAt")
        or coalesce(new."pdfUrl" <> old."pdfUrl", old."pdfUrl" is not null)
        or coalesce(new."pdfBlob" <> old."pdfBlob", old."pdfBlob" is not null)
        or coalesce(new."reportText" <> old."reportText", old."reportText" is not null)
        or coalesce(new."summaryText" <> old."summaryText", old."summaryText" is not null)
    ) then
        raise exception 'the report of assessment % was sent on %', old.id, old."sentAt" at time zone nexus.time_zone()
            using errcode = 'NXR02',
                  hint = 'What was sent stays; make another assessment.';
    end if;
    return null;
end
$$;

comment on function nexus.bilans_keep_what_was_reported() is
    'AFTER UPDATE row trigger, fired while there is a report: what it was made of stays, and what was sent. Raises NXR02.';

create function nexus.bilans_have_a_file() returns trigger
    language plpgsql
    security invoker
    set search_path = ''
as $$
begin
    raise exception 'the report of assessment % has no file', new.id
        using errcode = 'NXR03',
              hint = 'Set "pdfUrl" or "pdfBlob" together with "generatedAt".';
end
$$;

comment on function nexus.bilans_have_a_file() is
    'AFTER INSERT OR UPDATE row trigger, fired by a report without a file: refuses. Raises NXR03.';

create function nexus.bilans_refuse_unsent() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
begin
    -- As it is at commit: the assessment may have another id by now, or be gone.
    if exists (select from nexus.bilans as b where b.id = new.id and b.status = 'SENT')
        and not exists (select from nexus.mail_logs as m where m."bilanId" = new.id and m.status = 'SENT')
    then
        raise exception 'the report of assessment % is said to be sent, and no mail was', new.id
            using errcode = 'NXR04',
                  hint = 'Log the mail; "sentAt" follows.';
    end if;
    return null;
end
$$;

comment on function nexus.bilans_refuse_unsent() is
    'Constraint trigger at commit: a report that was sent has its mail in the log. Raises NXR04.';

create function nexus.mail_logs_want_a_report() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    state text;
begin
    -- Whoever takes the report back waits, or has done it.
    select b.status into state from nexus.bilans as b where b.id = new."bilanId" for no key update;
    if state not in ('GENERATED', 'SENT') then
        raise exception 'a mail about assessment %, of which there is no report: it is %', new."bilanId", state
            using errcode = 'NXR04',
                  hint = 'nexus.generate_bilan() makes it.';
    end if;
    return null;
end
$$;

comment on function nexus.mail_logs_want_a_report() is
    'AFTER INSERT row trigger: a mail is about a report that was made. Raises NXR04.';

create function nexus.mail_logs_refuse_change() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $$
declare
    allowed nexus.mail_logs := old;
begin
    if not exists (select from nexus.bilans as b where b.id = old."bilanId") then
        if tg_op = 'DELETE' then
            return null;
        end if;
        allowed."bilanId" := new."bilanId";
    end if;
    if tg_op = 'UPDATE' then
        -- An erasure masks who is named.
        if new.recipients ~ '\[erased\]' then
            allowed.recipients := new.recipients;
        end if;
        if new.subject ~ '\[erased\]' then
            allowed.subject := new.subject;
        end if;
        if new.error ~ '\[erased\]' then
            allowed.error := new.error;
        end if;
        if new is not distinct from allowed then
            return null;
        end if;
    end if;
    raise exception 'mail % about assessment % is history', old.id, old."bilanId"
        using errcode = 'NX005',
              hint = 'A mail that was sent again is another row; the log of an assessment goes with it.';
end
$$;

comment on function nexus.mail_logs_refuse_change() is
    'Row trigger on UPDATE, and at commit after a DELETE: a mail stays as it was logged, unless an erasure masks it or its '
    'assessment is gone. Raises NX005.';

create trigger keep_what_was_reported
    after update on nexus.bilans
    for each row when (old."generatedAt" is not null or old."sentAt" is not null)
    execute function nexus.bilans_keep_what_was_reported();

create trigger keep_to_transitions
    after update on nexus.bilans
    for each row when (old.status is distinct from new.status)
    execute function nexus.keep_to_transitions();

create trigger have_a_file
    after insert or update of "generatedAt", "pdfUrl", "pdfBlob" on nexus.bilans
    for each row when (
        new."generatedAt" is not null
        and coalesce(new."pdfUrl", '') !~ '\S'
        and coalesce(octet_length(new."pdfBlob"), 0) = 0
    )
    execute function nexus.bilans_have_a_file();

create constraint trigger sent_is_logged
    after insert or update on nexus.bilans
    deferrable initially deferred
    for each row when (new.status = 'SENT')
    execute function nexus.bilans_refuse_unsent();

create trigger a_report_is_there
    after insert on nexus.mail_logs
    for each row execute function nexus.mail_logs_want_a_report();

create trigger refuse_change
    after update on nexus.mail_logs
    for each row execute function nexus.mail_logs_refuse_change();

create constraint trigger refuse_removal
    after delete on nexus.mail_logs
    deferrable initially deferred
    for each row execute function nexus.mail_logs_refuse_change();

alter table nexus.bilans
    add constraint bilans_status_says_how_far_it_is check (
        status = case
            when "sentAt" is not null then 'SENT'
            when "generatedAt" is not null then 'GENERATED'
            when "qcmScores" <> '{}' then 'SCORED'
            else 'DRAFT'
        end
    ) not valid;

alter table nexus.mail_logs
    add constraint mail_logs_failed_says_why check (status <> 'FAILED' or error is not null and error ~ '\S') not valid,
    add constraint mail_logs_sent_has_no_error check (status <> 'SENT' or error is null) not valid,
    add constraint mail_logs_recipients_is_not_blank check (recipients ~ '\S') not valid;
