-- depends: nexus-0050-validate-missing-references
-- transactional: false
--
-- Before what must happen once is made unique (the next ten migrations): duplicates are looked for, and if there
-- are any, the migration counts the keys, prints the queries that list them and refuses. It merges and deletes
-- nothing: which of two payments is the true one, no rule can tell.
--
-- Two checks close a gap of the unique indexes that follow: a NULL beside a reference is equal to nothing, so a
-- reference without its method or provider could be booked again and again. The third: a finished run says when
-- it ended.
--
-- New and changed rows obey from now on; the next migration validates the rest. ACCESS EXCLUSIVE on each table
-- for an instant, without a scan, each statement a transaction of its own. Rewrites nothing, loses nothing.

do $$
declare
    tried record;
    found bigint;
    report text := '';
begin
    for tried in
        select * from (values
            ('payments with one reference and method',
             'select "externalId", method, count(*) from nexus.payments where "externalId" is not null group by
              "externalId", method having count(*) > 1'),
            ('payment_records with one reference of a provider',
             'select provider, "externalId", count(*) from nexus.payment_records group by provider, "externalId"
              having count(*) > 1'),
            ('credit_tx with one reference of a provider',
             'select provider, "externalId", count(*) from nexus.credit_tx where "externalId" is not null group by
              provider, "externalId" having count(*) > 1'),
            ('USAGE entries of one booking',
             'select "sessionId", count(*) from nexus.credit_transactions where type = ''USAGE'' and "sessionId" is
              not null group by "sessionId" having count(*) > 1'),
            ('REFUND entries of one booking',
             'select "sessionId", count(*) from nexus.credit_transactions where type = ''REFUND'' and "sessionId" is
              not null group by "sessionId" having count(*) > 1'),
            ('runs of one job and key',
             'select "jobName", "executionKey", count(*) from nexus.cron_executions group by "jobName",
              "executionKey" having count(*) > 1'),
            ('notifications of one booking, user, type and method',
             'select "sessionId", "userId", type, method, count(*) from nexus."SessionNotification" group by
              "sessionId", "userId", type, method having count(*) > 1'),
            ('reminders of one booking and type',
             'select "sessionId", "reminderType", count(*) from nexus."SessionReminder" group by "sessionId",
              "reminderType" having count(*) > 1'),
            ('availabilities of one coach with the same times',
             'select "coachId", "dayOfWeek", "startTime", "endTime", "specificDate", count(*) from
              nexus."CoachAvailability" group by "coachId", "dayOfWeek", "startTime", "endTime", "specificDate" having
              count(*) > 1')
        ) as listed (what, query)
    loop
        execute 'select count(*) from (' || tried.query || ') as faulty' into found;
        if found > 0 then
            report := report || format(
                E'\n%s: %s\n    %s;', tried.what, found,
                regexp_replace(tried.query, '\s+', ' ', 'g'));
        end if;
    end loop;
    if report <> '' then
        raise exception 'what must be unique is not; nothing was changed:%', report
            using errcode = '23505',
                  hint = 'Decide which of the rows is true, remove the others, then migrate again.';
    end if;
end
$$;

alter table nexus.payments
    add constraint "payments_externalId_names_its_method"
        check ("externalId" is null or method is not null) not valid;

alter table nexus.credit_tx
    add constraint "credit_tx_externalId_names_its_provider"
        check ("externalId" is null or provider is not null) not valid;

alter table nexus.cron_executions
    add constraint cron_executions_finished_has_an_end
        check (status = 'RUNNING' or "completedAt" is not null) not valid;
