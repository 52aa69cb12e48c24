begin;
select plan(52);

select test.nexus_world();
select test.nexus_rules_aside();

create temporary table changed (relation text, change text);
insert into changed values
    ('users', '"firstName" = ''Ada'''), ('students', 'grade = ''Terminale'''), ('coach_profiles', 'tag = ''Stratège'''),
    ('subscriptions', '"ariaCost" = 8'), ('subscription_requests', 'reason = ''For the exam'''),
    ('sessions', 'status = ''COMPLETED'''), ('CoachAvailability', '"endTime" = ''19:00'''),
    ('SessionBooking', 'rating = 5'), ('SessionNotification', 'status = ''SENT'''), ('credit_packs', 'bonus = 1'),
    ('payments', 'status = ''COMPLETED'''), ('credit_wallets', 'balance = 11'),
    ('payment_records', 'status = ''pending'''),
    ('aria_conversations', 'title = ''Graphs'''), ('ingest_jobs', 'progress = 50'),
    ('pedagogical_contents', 'grade = ''Terminale'''), ('bilans', 'niveau = ''Terminale'''),
    ('notifications', 'read = true'), ('product_pricing', 'active = false'), ('pricing', 'valeur = 45'),
    ('credit_usage', 'credits = 2'), ('payment_settings', '"allowCash" = false'),
    ('billing_policy', '"annualDepositPct" = 30'), ('offer_bindings', '"includeAria" = true'),
    ('LegalPage', 'title = ''Other'''), ('cron_executions', 'status = ''COMPLETED'', "completedAt" = now()');

create temporary table seen (relation text, kept timestamptz, followed timestamptz);

-- The rows are made old where no trigger sees it.
do $$
declare
    tried changed;
    kept timestamptz;
    followed timestamptz;
begin
    for tried in select * from changed loop
        perform set_config('session_replication_role', 'replica', true);
        execute format('update nexus.%I set "updatedAt" = ''2020-01-01 00:00+00''', tried.relation);
        perform set_config('session_replication_role', 'origin', true);
        execute format('update nexus.%I set "updatedAt" = ''1999-09-09''', tried.relation);
        execute format('select min("updatedAt") from nexus.%I', tried.relation) into kept;
        execute format('update nexus.%I set %s', tried.relation, tried.change);
        execute format('select max("updatedAt") from nexus.%I', tried.relation) into followed;
        insert into seen values (tried.relation, kept, followed);
    end loop;
end
$$;

select is(
    kept, '2020-01-01 00:00+00',
    format('%s."updatedAt" stays while nothing else changes, whatever is written to it', relation)
)
from seen;

select ok(
    followed between now() - interval '1 second' and now() + interval '1 minute',
    format('%s."updatedAt" follows a change', relation)
)
from seen;

select * from finish();
rollback;
