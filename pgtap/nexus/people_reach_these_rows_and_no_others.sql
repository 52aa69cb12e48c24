begin;
select plan(3);

-- Role × table × command × own or other's row, all of it tried out. 1: rows of the family that acts (parent, pupil, coach and
-- what is theirs); 2: rows of another family; =: rows that are nobody's in particular.
select test.nexus_two_families(), test.nexus_user('admin', 'ADMIN');

create temporary table reached as
    select actor, r.*
    from unnest(array['admin', 'assistant', 'coach', 'parent', 'pupil', 'nobody']) as actor
    cross join lateral test.nexus_reach(nullif(actor, 'nobody')) as r;

select set_eq(
    $$
        select "table", command,
               string_agg(reach, '') filter (where actor = 'admin') as admin,
               string_agg(reach, '') filter (where actor = 'assistant') as assistant,
               string_agg(reach, '') filter (where actor = 'coach') as coach,
               string_agg(reach, '') filter (where actor = 'parent') as parent,
               string_agg(reach, '') filter (where actor = 'pupil') as pupil
        from reached
        where reach <> '-'
        group by "table", command
    $$,
    $$values
        -- table, command, administrator, assistant, coach, parent, pupil
        ('CoachAvailability', 'select', '12', '12', '1', '', ''),
        ('CoachAvailability', 'insert', '12', '12', '1', '', ''),
        ('CoachAvailability', 'update', '12', '12', '1', '', ''),
        ('CoachAvailability', 'delete', '12', '12', '1', '', ''),
        ('LegalPage', 'select', '=', '=', '=', '=', '='),
        ('LegalVersion', 'select', '=', '', '', '', ''),
        ('SessionBooking', 'select', '12', '12', '1', '1', '1'),
        ('SessionNotification', 'select', '12', '', '1', '', ''),
        ('SessionNotification', 'update', '', '', '1', '', ''),
        ('SessionReminder', 'select', '12', '12', '1', '1', '1'),
        ('aria_conversations', 'select', '12', '', '', '1', '1'),
        ('aria_messages', 'select', '12', '', '', '1', '1'),
        ('aria_usage', 'select', '12', '', '', '1', '1'),
        ('audit_logs', 'select', '=', '', '', '', ''),
        ('badges', 'select', '=', '=', '=', '=', '='),
        ('badges', 'insert', '=', '', '', '', ''),
        ('badges', 'update', '=', '', '', '', ''),
        ('badges', 'delete', '=', '', '', '', ''),
        ('bilans', 'select', '12', '', '', '1', '1'),
        ('billing_policy', 'select', '=', '=', '=', '=', '='),
        ('billing_policy', 'update', '=', '', '', '', ''),
        ('coach_profiles', 'select', '12', '12', '12', '12', '12'),
        ('coach_profiles', 'update', '12', '', '1', '', ''),
        ('credit_lots', 'select', '12', '12', '', '1', '1'),
        ('credit_packs', 'select', '=', '=', '=', '=', '='),
        ('credit_packs', 'insert', '=', '', '', '', ''),
        ('credit_packs', 'update', '=', '', '', '', ''),
        ('credit_packs', 'delete', '=', '', '', '', ''),
        ('credit_requests', 'select', '12', '12', '', '1', '1'),
        ('credit_transactions', 'select', '12', '12', '', '1', '1'),
        ('credit_tx', 'select', '12', '12', '', '1', ''),
        ('credit_usage', 'select', '=', '=', '=', '=', '='),
        ('credit_usage', 'insert', '=', '', '', '', ''),
        ('credit_usage', 'update', '=', '', '', '', ''),
        ('credit_usage', 'delete', '=', '', '', '', ''),
        ('credit_wallets', 'select', '12', '12', '', '1', ''),
        ('cron_executions', 'select', '=', '', '', '', ''),
        ('generated_documents', 'select', '12', '', '', '1', '1'),
        ('ingest_jobs', 'select', '12', '', '1', '', ''),
        ('knowledge_assets', 'select', '12', '12', '1', '', ''),
        ('mail_logs', 'select', '12', '', '', '', ''),
        ('memories', 'select', '12', '', '', '1', '1'),
        ('messages', 'select', '12', '', '1', '1', ''),
        ('messages', 'insert', '', '', '', '1', ''),
        ('messages', 'update', '', '', '1', '', ''),
        ('notifications', 'select', '12', '12', '', '', ''),
        ('notifications', 'update', '', '12', '', '', ''),
        ('offer_bindings', 'select', '=', '=', '=', '=', '='),
        ('offer_bindings', 'insert', '=', '', '', '', ''),
        ('offer_bindings', 'update', '=', '', '', '', ''),
        ('offer_bindings', 'delete', '=', '', '', '', ''),
        ('parent_profiles', 'select', '12', '12', '', '1', ''),
        ('parent_profiles', 'update', '12', '', '', '1', ''),
        ('payment_records', 'select', '12', '12', '', '1', ''),
        ('payment_settings', 'select', '=', '=', '=', '=', '='),
        ('payment_settings', 'update', '=', '', '', '', ''),
        ('payments', 'select', '12', '12', '', '1', ''),
        ('pedagogical_contents', 'select', '=', '=', '=', '=', '='),
        ('pedagogical_contents', 'insert', '=', '', '', '', ''),
        ('pedagogical_contents', 'update', '=', '', '', '', ''),
        ('pedagogical_contents', 'delete', '=', '', '', '', ''),
        ('pricing', 'select', '=', '=', '=', '=', '='),
        ('pricing', 'insert', '=', '', '', '', ''),
        ('pricing', 'update', '=', '', '', '', ''),
        ('pricing', 'delete', '=', '', '', '', ''),
        ('product_pricing', 'select', '=', '=', '=', '=', '='),
        ('product_pricing', 'insert', '=', '', '', '', ''),
        ('product_pricing', 'update', '=', '', '', '', ''),
        ('product_pricing', 'delete', '=', '', '', '', ''),
        ('session_history', 'select', '12', '12', '1', '1', '1'),
        ('sessions', 'select', '12', '12', '1', '1', '1'),
        ('student_badges', 'select', '12', '', '', '1', '1'),
        ('student_profile_data', 'select', '12', '', '', '1', '1'),
        ('student_profiles', 'select', '12', '12', '', '1', '1'),
        ('student_profiles', 'update', '12', '', '', '1', '1'),
        ('student_reports', 'select', '12', '', '1', '1', '1'),
        ('student_reports', 'insert', '12', '', '1', '', ''),
        ('student_reports', 'update', '12', '', '1', '', ''),
        ('students', 'select', '12', '12', '', '1', '1'),
        ('subscription_requests', 'select', '12', '12', '', '1', '1'),
        ('subscriptions', 'select', '12', '12', '', '1', '1'),
        ('user_documents', 'select', '12', '12', '1', '', ''),
        ('users', 'select', '12=', '12=', '1', '1', '1'),
        ('users', 'update', '12=', '=', '1', '1', '1')
    $$,
    'people reach these rows of these tables with these commands, and no other'
);

select is_empty(
    $$select "table", command, reach from reached where actor = 'nobody' and reach not in ('', '-')$$,
    'who is nobody reaches nothing'
);

select set_eq(
    $$
        select relname::text
        from pg_catalog.pg_class as c
        where c.relnamespace = 'nexus'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity
    $$,
    array['errors', 'transitions', 'session_transitions', 'session_costs', 'badge_rules', 'plans', 'provider_words'],
    'every table has row security, save these that say nothing of anybody and that migrations alone write'
);

select * from finish();
rollback;
