-- depends: nexus-0170-add-knowledge-search platform-0036-add-integrity-checks
--
-- What must hold on the platform and is not, or not alone, held by a constraint: journals and balances, references of
-- providers, lessons that somebody can teach at that time, ids without a foreign key, subscriptions, files of reports.
--
-- Some of it is held by triggers and unique indexes. It is checked all the same: a restore, a replica or somebody with
-- session_replication_role set writes past them, and "impossible" is a claim to be measured.
--
-- Journals may have lost their oldest entries to retention; a balance is therefore compared with what the oldest entry
-- that is left began with, plus all entries.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

select platform.declare_check('nexus', 'wallets_equal_their_journals',
    'The balance of a wallet is the sum of its entries.',
    'Find the entry that is missing with the audit log, and book a correction.',
    $check$
        select w.id as record, format('the balance is %s, the journal says %s', w.balance, j.sum) as problem
        from nexus.credit_wallets as w
        cross join lateral (
            select coalesce(sum(t.delta), 0)
                + coalesce((array_agg(t."balanceBefore" order by t.number, t.id))[1], 0) as sum
            from nexus.credit_tx as t
            where t."walletId" = w.id
        ) as j
        where w.balance <> j.sum
    $check$);

select platform.declare_check('nexus', 'credits_equal_their_journals',
    'The credits of a pupil are the sum of the entries; what was only requested is none.',
    'Find the entry that is missing with the audit log, and write the one that mends it.',
    $check$
        select s.id as record, format('the pupil has %s credits, the journal says %s', s.credits, j.sum) as problem
        from nexus.students as s
        cross join lateral (
            select coalesce(sum(nexus.credit_effect(t.type, t.amount)), 0) as sum
            from nexus.credit_transactions as t
            where t."studentId" = s.id
        ) as j
        where s.credits <> j.sum
    $check$);

select platform.declare_check('nexus', 'lots_hold_the_credits',
    'What remains of the lots of a pupil is what the pupil has, and no lot gave more than it held.',
    'Compare the draws with the journal, pupil by pupil.',
    $check$
        select s.id as record, format('the lots hold %s, the pupil has %s', l.sum, s.credits) as problem
        from nexus.students as s
        cross join lateral (
            select coalesce(sum(l.remaining), 0) as sum from nexus.credit_lots as l where l."studentId" = s.id
        ) as l
        where s.credits <> l.sum
    $check$);

select platform.declare_check('nexus', 'journals_are_chains',
    'Each entry of a journal begins with the balance at which the one before it ended.',
    'An entry was changed or removed: the audit log says by whom.',
    $check$
        select format('credit_tx %s', t.id) as record,
               format('entry %s of wallet %s goes from %s by %s to %s after %s', t.number, t."walletId",
                      t."balanceBefore", t.delta, t."balanceAfter", coalesce(t.previous::text, 'nothing')) as problem
        from (
            select t.*, lag(t."balanceAfter") over (partition by t."walletId" order by t.number) as previous
            from nexus.credit_tx as t
        ) as t
        where t."balanceBefore" + t.delta <> t."balanceAfter" or t."balanceBefore" <> t.previous
        union all
        select format('credit_transactions %s', t.id),
               format('entry %s of pupil %s goes from %s by %s to %s after %s', t.number, t."studentId",
                      t."balanceBefore", nexus.credit_effect(t.type, t.amount), t."balanceAfter",
                      coalesce(t.previous::text, 'nothing'))
        from (
            select t.*, lag(t."balanceAfter") over (partition by t."studentId" order by t.number) as previous
            from nexus.credit_transactions as t
        ) as t
        where t."balanceBefore" + nexus.credit_effect(t.type, t.amount) <> t."balanceAfter"
           or t."balanceBefore" <> t.previous
    $check$);

select platform.declare_check('nexus', 'references_of_providers_are_booked_once',
    'A reference of a provider of payments stands once in each table, however it is spelled.',
    'Compare both rows with the provider''s statement; one of them was paid twice or is a copy.',
    $check$
        select format('%s %s', relation, string_agg(id, ', ' order by id)) as record,
               format('%s of %s is booked %s times', reference, provider, count(*)) as problem
        from (
            select 'payments', p.id, p.method, lower(btrim(p."externalId"))
            from nexus.payments as p where p."externalId" is not null
            union all
            select 'payment_records', p.id::text, p.provider, lower(btrim(p."externalId"))
            from nexus.payment_records as p
            union all
            select 'credit_tx', t.id::text, t.provider, lower(btrim(t."externalId"))
            from nexus.credit_tx as t where t."externalId" is not null
        ) as booked (relation, id, provider, reference)
        group by relation, provider, reference
        having count(*) > 1
    $check$);

select platform.declare_check('nexus', 'lessons_have_a_coach',
    'A lesson that is still to be given has a coach, who is one.',
    'Assign a coach, or cancel the lesson.',
    $check$
        select format('sessions %s', s.id) as record, format('the lesson at %s has no coach', s."scheduledAt") as problem
        from nexus.sessions as s
        where s."coachId" is null and s.status in ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')
        union all
        select format('SessionBooking %s', b.id), format('%s, who is to teach, is %s', b."coachId", u.role)
        from nexus."SessionBooking" as b
        join nexus.users as u on u.id = b."coachId"
        where u.role <> 'COACH' and b.status in ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')
    $check$);

select platform.declare_check('nexus', 'lessons_lie_in_an_availability',
    'A lesson that is still to begin lies within one availability of its coach, and in nothing that blocks it.',
    'Move the lesson, or let the coach enter the time.',
    $check$
        with upcoming as (
            select b.id, b."coachId", nexus.slot(b."scheduledDate", b."startTime", b."endTime") as slot,
                   b."scheduledDate" as midnight, (b."scheduledDate" at time zone nexus.time_zone())::date as day
            from nexus."SessionBooking" as b
            where b.status in ('SCHEDULED', 'CONFIRMED')
              and lower(nexus.slot(b."scheduledDate", b."startTime", b."endTime")) > now()
        ), offered as (
            select u.id, a."isAvailable", a."specificDate" is not null as dated,
                   nexus.slot(u.midnight, a."startTime", a."endTime") as slot
            from upcoming as u
            join nexus."CoachAvailability" as a on a."coachId" = u."coachId"
            where (a."specificDate" at time zone nexus.time_zone())::date = u.day
               or a."specificDate" is null and a."isRecurring" and a."dayOfWeek" = extract(dow from u.day)
                  and a."validFrom" <= lower(u.slot) and (a."validUntil" is null or a."validUntil" > lower(u.slot))
        )
        select format('SessionBooking %s', u.id) as record,
               format('%s is not available at %s', u."coachId", lower(u.slot)) as problem
        from upcoming as u
        where not exists (
                select from offered as o
                where o.id = u.id and o."isAvailable" and o.slot @> u.slot
                  -- A date overrides the week.
                  and (o.dated or not exists (select from offered as d where d.id = u.id and d.dated and d."isAvailable"))
            )
           or exists (
                select from offered as o
                where o.id = u.id and not o."isAvailable" and o.slot && u.slot
                  and (o.dated or not exists (select from offered as d where d.id = u.id and d.dated and d."isAvailable"))
            )
    $check$);

select platform.declare_check('nexus', 'ids_without_foreign_key_name_somebody',
    'Who asked, decided, wrote or sent is somebody with an account.',
    'The account was deleted past the rules, or the id was never one: correct it, or leave it as a trace.',
    $check$
        select format('%s %s', relation, id) as record, format('%s %s has no account', name, named) as problem
        from (
            select 'subscription_requests', r.id, 'requestedBy', r."requestedBy" from nexus.subscription_requests as r
            union all
            select 'subscription_requests', r.id, 'processedBy', r."processedBy" from nexus.subscription_requests as r
            union all
            select 'mail_logs', m.id, 'userId', m."userId" from nexus.mail_logs as m
            union all
            select 'LegalPage', p.id::text, 'updatedBy', p."updatedBy" from nexus."LegalPage" as p
            union all
            select 'LegalVersion', v.id::text, 'editorId', v."editorId" from nexus."LegalVersion" as v
            union all
            -- Scripts write their names here; only what is made like an id is one.
            select 'audit_logs', l.id::text, 'actor', l.actor
            from nexus.audit_logs as l where l.actor ~ '^([0-9a-f]{32}|c[0-9a-z]{24})$'
        ) as soft (relation, id, name, named)
        where named is not null
          -- Older rows name people by their addresses.
          and not exists (select from nexus.users as u where named in (u.id, u.email))
    $check$);

select platform.declare_check('nexus', 'subscriptions_do_not_overlap',
    'A pupil has one subscription at a time.',
    'End the older one where the newer begins.',
    $check$
        select format('subscriptions %s, %s', a.id, b.id) as record,
               format('pupil %s has two subscriptions between %s and %s', a."studentId",
                      greatest(a."startDate", b."startDate"),
                      coalesce(least(a."endDate", b."endDate")::text, 'now')) as problem
        from nexus.subscriptions as a
        join nexus.subscriptions as b on b."studentId" = a."studentId" and b.id > a.id
        where a.status = 'ACTIVE' and b.status = 'ACTIVE'
          and a."startDate" < coalesce(b."endDate", 'infinity') and b."startDate" < coalesce(a."endDate", 'infinity')
    $check$);

select platform.declare_check('nexus', 'reports_have_files',
    'A report that was generated has its file.',
    'Generate it anew.',
    $check$
        select format('bilans %s', b.id) as record, format('generated at %s, and there is no file', b."generatedAt") as problem
        from nexus.bilans as b
        where b."generatedAt" is not null
          and coalesce(octet_length(b."pdfBlob"), 0) = 0 and coalesce(b."pdfUrl", '') !~ '\S'
        union all
        select format('generated_documents %s', d.id), 'there is no address of its file'
        from nexus.generated_documents as d
        where d.url !~ '\S'
    $check$);
