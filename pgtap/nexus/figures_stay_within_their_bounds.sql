begin;
select plan(74);

select test.nexus_world();
select test.nexus_rules_aside();

create temporary table bounds (relation text, what text, rule text, accepted text[], refused text[]);
insert into bounds values
    ('students', 'totalSessions', 'is_not_negative', '{0, 1}', '{-1}'),
    ('students', 'completedSessions', 'is_not_negative', '{0, 1}', '{-1}'),
    ('subscriptions', 'monthlyPrice', 'is_not_negative', '{0, 450}', '{-1}'),
    ('subscriptions', 'creditsPerMonth', 'is_not_negative', '{0, 8}', '{-1}'),
    ('subscriptions', 'ariaCost', 'is_not_negative', '{0, 50}', '{-1}'),
    ('sessions', 'duration', 'is_positive', '{1, 180}', '{0, -1}'),
    ('SessionBooking', 'duration', 'is_positive', '{1, 180}', '{0, -1}'),
    ('SessionBooking', 'rating', 'is_one_to_five', '{1, 5}', '{0, 6}'),
    ('CoachAvailability', 'dayOfWeek', 'is_a_day', '{0, 6}', '{-1, 7}'),
    ('student_reports', 'sessionsCount', 'is_not_negative', '{0, 1}', '{-1}'),
    ('student_reports', 'averageGrade', 'is_a_mark', '{0, 20}', '{-0.01, 20.01, NaN}'),
    ('credit_packs', 'credits', 'is_positive', '{1}', '{0, -1}'),
    ('credit_packs', 'bonus', 'is_not_negative', '{0, 1}', '{-1}'),
    ('credit_wallets', 'balance', 'is_not_negative', '{0, 1}', '{-1}'),
    ('credit_tx', 'delta', 'is_not_zero', '{1, -1}', '{0}'),
    ('knowledge_assets', 'tokens', 'is_not_negative', '{0, 1}', '{-1}'),
    ('ingest_jobs', 'progress', 'is_per_cent', '{0, 100}', '{-1, 101}'),
    ('product_pricing', 'amount', 'is_not_negative', '{0, 1}', '{-1}'),
    ('credit_usage', 'credits', 'is_not_negative', '{0, 1}', '{-1}'),
    ('billing_policy', 'annualDepositPct', 'is_per_cent', '{0, 100}', '{-1, 101}'),
    ('LegalPage', 'version', 'is_positive', '{1, 2}', '{0}'),
    ('LegalVersion', 'version', 'is_positive', '{1, 2}', '{0}');

select lives_ok(
    format('update nexus.%I set %I = %L', relation, what, figure),
    format('%s.%s may be %s', relation, what, figure)
)
from bounds
cross join unnest(accepted) as figure;

select throws_ok(
    format('update nexus.%I set %I = %L', relation, what, figure),
    '23514',
    format('new row for relation "%s" violates check constraint "%1$s_%s_%s"', relation, what, rule),
    format('%s.%s cannot be %s', relation, what, figure)
)
from bounds
cross join unnest(refused) as figure;

select * from finish();
rollback;
