begin;
select plan(15);

select test.nexus_world();
select test.nexus_rules_aside();
update nexus.bilans set "generatedAt" = null;

select lives_ok(
    format('update nexus.bilans set "qcmScores" = %L', scores), fact
)
from (values
    ('{}', 'an assessment may wait for its scores'),
    ('{"total": 14, "totalMax": 20, "byDomain": {"a": {"points": 8, "max": 10, "percent": 80}}}', 'a domain and the rest'),
    ('{"total": 1.5, "totalMax": 3, "byDomain": {"a": {"points": 1, "max": 3, "percent": 33}}}', 'percentages are rounded'),
    ('{"total": 3, "totalMax": 4, "byDomain": {"a": {"points": 1, "max": 2, "percent": 51}, "b": {"points": 2, "max": 2, "percent": 99}}}',
     'by one at most, and domains may be all there is'),
    ('{"total": 1, "totalMax": 11, "byDomain": {"a": {"points": 0, "max": 10, "percent": 0}, "b": {"points": 1, "max": 1, "percent": 100}}}',
     'nothing may be known of a domain, or all of one that has a single point')
) as good (scores, fact);
select throws_ok(
    format('update nexus.bilans set "qcmScores" = %L', scores),
    '23514', 'new row for relation "bilans" violates check constraint "bilans_qcmScores_add_up"', fact
)
from (values
    ('{"total": 21, "totalMax": 20, "byDomain": {}}', 'nobody has more than everything'),
    ('{"total": -1, "totalMax": 20, "byDomain": {}}', 'or less than nothing'),
    ('{"total": 14, "totalMax": 20}', 'there are domains'),
    ('{"total": 14, "totalMax": 20, "byDomain": {"a": {"points": 11, "max": 10, "percent": 110}}}', 'each within its bounds'),
    ('{"total": 14, "totalMax": 20, "byDomain": {"a": {"points": 8, "max": 10, "percent": 90}}}', 'with its percentage'),
    ('{"total": 14, "totalMax": 20, "byDomain": {"a": {"points": 8, "max": 10, "percent": 81.5}}}', 'which is not one and a half too much'),
    ('{"total": 7, "totalMax": 20, "byDomain": {"a": {"points": 8, "max": 10, "percent": 80}}}', 'and together no more than all'),
    ('{"total": "many", "totalMax": 20, "byDomain": {}}', 'points are numbers')
) as bad (scores, fact);
select throws_ok(
    $$update nexus.bilans set "qcmScores" = '{}', "generatedAt" = now()$$,
    '23514', 'new row for relation "bilans" violates check constraint "bilans_generated_is_scored"',
    'no report is made without scores'
);
select lives_ok(
    $$update nexus.bilans set "generatedAt" = now(),
      "qcmScores" = '{"total": 0, "totalMax": 20, "byDomain": {}}'$$,
    'with them it is'
);

select * from finish();
rollback;
