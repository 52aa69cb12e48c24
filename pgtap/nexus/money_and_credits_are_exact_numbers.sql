begin;
select plan(55);

select test.nexus_world();
select test.nexus_rules_aside();

create temporary table amounts (relation text, what text, step text, largest text, may_be_negative boolean);
insert into amounts values
    ('students', 'credits', '0.01', '99999999.99', false),
    ('sessions', 'creditCost', '0.01', '99999999.99', false),
    ('SessionBooking', 'creditsUsed', '0.01', '99999999.99', false),
    ('credit_transactions', 'amount', '0.01', '99999999.99', true),
    ('subscription_requests', 'monthlyPrice', '0.001', '999999999.999', false),
    ('credit_packs', 'priceTnd', '0.001', '999999999.999', false),
    ('payments', 'amount', '0.001', '999999999.999', false),
    ('payment_records', 'amountTnd', '0.001', '999999999.999', false),
    ('pricing', 'valeur', '0.001', '999999999.999', false);

select lives_ok(
    format('update nexus.%I set %I = %s', relation, what, amount),
    format('%s.%s accepts %s', relation, what, amount)
)
from amounts
cross join lateral unnest(array['0', step, largest]) as amount;

select throws_ok(
    format('update nexus.%I set %I = -%s', relation, what, step),
    '23514',
    format('new row for relation "%s" violates check constraint "%1$s_%s_is_not_negative"', relation, what),
    format('%s.%s refuses the smallest amount below nothing', relation, what)
)
from amounts
where not may_be_negative;

select lives_ok(
    'update nexus.credit_transactions set amount = -1.25',
    'an entry of the journal is negative where credits are used'
);

select throws_ok(
    format('update nexus.%I set %I = ''NaN''', relation, what),
    '23514',
    format('new row for relation "%s" violates check constraint "%1$s_%s_is_a_number"', relation, what),
    format('%s.%s refuses NaN, which sorts above every number', relation, what)
)
from amounts;

select throws_ok(
    format('update nexus.%I set %I = %s + %s', relation, what, largest, step),
    '22003', 'numeric field overflow',
    format('%s.%s refuses an amount with one digit more', relation, what)
)
from amounts;

select results_eq(
    $$select sum(amount) from (select 0.1::numeric(12, 3) as amount from generate_series(1, 10)) as tenths$$,
    'values (1.000)',
    'ten times 0.1 is 1'
);

select * from finish();
rollback;
