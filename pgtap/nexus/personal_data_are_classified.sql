begin;
select plan(4);

select set_eq(
    $$select format('%s:%s', kind, table_name) from privacy.people where table_schema = 'nexus'$$,
    array['nexus.user:users'],
    'whoever has an account is a person, and nobody else is'
);

select set_eq(
    $$select table_name, retention, clock_column from privacy.tables where table_schema = 'nexus' and retention is not null$$,
    $$values
        ('payments', interval '10 years', 'createdAt'), ('payment_records', '10 years', 'createdAt'),
        ('payment_orders', '10 years', 'created_at'), ('provider_events', '10 years', 'received_at'),
        ('credit_wallets', '10 years', 'updatedAt'), ('credit_tx', '10 years', 'at'), ('audit_logs', '5 years', 'at'),
        ('aria_requests', '1 hour', 'last_at')
    $$,
    'accounts are kept ten years, the log of the application five, an address an hour; the rest as long as the person is'
);

select set_eq(
    $$
        select table_name, column_name, category, on_erase
        from privacy.columns
        where table_schema = 'nexus' and (identifies or category in ('credential', 'identity', 'special'))
    $$,
    $$values
        ('users', 'firstName', 'identity', 'delete'),
        ('users', 'lastName', 'identity', 'delete'),
        ('users', 'email', 'contact', 'anonymise'),
        ('users', 'phone', 'contact', 'delete'),
        ('users', 'password', 'credential', 'delete'),
        ('student_profiles', 'grade', 'identity', 'delete'),
        ('student_profiles', 'school', 'identity', 'delete'),
        ('student_profiles', 'birthDate', 'identity', 'delete'),
        ('students', 'grade', 'identity', 'delete'),
        ('students', 'school', 'identity', 'delete'),
        ('students', 'birthDate', 'identity', 'delete'),
        ('coach_profiles', 'pseudonym', 'identity', 'anonymise'),
        ('student_profile_data', 'pedagoRawAnswers', 'special', 'delete'),
        ('student_profile_data', 'pedagoProfile', 'special', 'delete'),
        ('student_profile_data', 'preAnalyzedData', 'special', 'delete'),
        ('bilans', 'pedagoRaw', 'special', 'delete'),
        ('bilans', 'pedagoProfile', 'special', 'delete'),
        ('bilans', 'preAnalyzedData', 'special', 'delete'),
        ('bilans', 'synthesis', 'special', 'delete'),
        ('bilans', 'pdfUrl', 'special', 'delete'),
        ('bilans', 'pdfBlob', 'special', 'delete'),
        ('bilans', 'reportText', 'special', 'delete'),
        ('bilans', 'summaryText', 'special', 'delete')
    $$,
    'these columns say who somebody is, prove it, or say what concerns nobody else'
);

select set_eq(
    $$
        select c.relname::text
        from pg_catalog.pg_class as c
        where c.relnamespace = 'nexus'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and not exists (
              select from privacy.tables as t where t.table_schema = 'nexus' and t.table_name = c.relname
          )
    $$,
    array['badge_rules', 'errors', 'plans', 'provider_secrets', 'provider_words', 'transitions'],
    'every table is described, save these that never hold anything of anybody'
);

select * from finish();
rollback;
