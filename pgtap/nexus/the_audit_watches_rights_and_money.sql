begin;
select plan(4);

select set_eq(
    $$select table_name, key_columns, ignored_columns, masked_columns from audit.watched where context = 'nexus'$$,
    $$values
        ('bilans', '{id}', '{updatedAt,pdfBlob}',
         '{qcmRaw,pedagoRaw,qcmScores,pedagoProfile,preAnalyzedData,synthesis,offers,pdfUrl,reportText,summaryText}'),
        ('billing_policy', '{id}', '{updatedAt}', '{}'),
        ('coach_profiles', '{id}', '{updatedAt}', '{title,pseudonym,tag,description,philosophy,expertise}'),
        ('credit_packs', '{id}', '{updatedAt}', '{}'),
        ('credit_requests', '{id}', '{updatedAt}', '{requestedBy,decidedBy,reason,rejectionReason}'),
        ('credit_transactions', '{id}', '{}', '{description}'),
        ('credit_tx', '{id}', '{}', '{reason}'),
        ('credit_usage', '{key}', '{updatedAt}', '{}'),
        ('credit_wallets', '{id}', '{updatedAt,balance}', '{}'),
        ('offer_bindings', '{code}', '{updatedAt}', '{}'),
        ('parent_profiles', '{id}', '{}', '{address,city,country}'),
        ('payment_orders', '{payment_id}', '{}', '{}'),
        ('payment_records', '{id}', '{updatedAt}', '{}'),
        ('payment_settings', '{id}', '{updatedAt}', '{iban,cashNote}'),
        ('payments', '{id}', '{updatedAt}', '{description,metadata}'),
        ('pricing', '{id}', '{updatedAt}', '{}'),
        ('product_pricing', '{id}', '{updatedAt}', '{}'),
        ('student_profiles', '{id}', '{}', '{grade,school,birthDate}'),
        ('student_reports', '{id}', '{}', '{title,content,progressNotes,recommendations}'),
        ('students', '{id}', '{updatedAt,freemiumUsage,credits}', '{grade,school,birthDate}'),
        ('subscription_requests', '{id}', '{updatedAt}',
         '{requestedBy,requestedByEmail,processedBy,reason,rejectionReason}'),
        ('subscriptions', '{id}', '{updatedAt}', '{}'),
        ('user_documents', '{id}', '{}', '{originalName,meta}'),
        ('users', '{id}'::text[], '{updatedAt}'::text[], '{email,password,firstName,lastName,phone}'::text[])
    $$,
    'these tables are watched, with these columns left out and these masked'
);

select is_empty(
    $$
        select w.table_name, name
        from audit.watched as w
        cross join (values ('audit_changes'), ('audit_truncate')) as wanted (name)
        left join pg_catalog.pg_trigger as t
            on t.tgrelid = format('nexus.%I', w.table_name)::regclass and t.tgname = name
        where w.context = 'nexus' and t.tgenabled is distinct from 'O'
    $$,
    'rows and truncations alike, and the triggers fire'
);

select is_empty(
    $$
        select w.table_name, c.column_name
        from audit.watched as w
        join privacy.columns as c on (c.table_schema, c.table_name) = (w.context, w.table_name)
        where w.context = 'nexus'
          and (c.category in ('identity', 'contact', 'credential', 'special', 'content') or c.mentions or c.identifies)
          and c.column_name <> all (w.masked_columns || w.ignored_columns || '{subjects,availableOnline,availableInPerson}'
                                    || '{sessionsCount,averageGrade,period}')
    $$,
    'nothing that says who somebody is, and no free text, reaches the log in clear'
);

select test.nexus_world();
update nexus.users set phone = '+216 20 000 000' where id = 'parent';
update nexus.subscriptions set "ariaCost" = 50;
delete from nexus.student_reports;

select set_eq(
    $$
        select table_name, record_id, action, new_values ->> 'ariaCost' as cost,
               left(new_values ->> 'phone', 7) as phone, new_values ->> 'status' as status
        from audit.log
        where context = 'nexus' and (action <> 'insert') and transaction_id = pg_current_xact_id()::text::bigint
    $$,
    $$values
        ('bilans', 'bilan', 'update', null, null, 'SENT'),
        ('student_reports', 'report', 'delete', null, null, null),
        ('students', 'pupil', 'update', null, null, null),
        ('subscriptions', 'subscription', 'update', '50', null, null),
        ('users', 'parent', 'update', null, 'masked:', null)
    $$,
    'a change of a right, of money and of a report is in the log'
);

select * from finish();
rollback;
