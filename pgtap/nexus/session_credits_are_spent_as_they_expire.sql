begin;
select plan(25);

select test.nexus_school();

create function pg_temp.lots()
returns setof text
language sql
as $$
    select t.description || ' ' || l.remaining
    from nexus.credit_lots as l join nexus.credit_transactions as t on t.id = l."entryId"
    order by l.id
$$;

select nexus.add_credits('pupil', 'CREDIT_ADD', 2, 'August', now() + interval '2 months'),
       nexus.add_credits('pupil', 'CREDIT_ADD', 1.5, 'July', now() + interval '1 month');
select is((select credits from nexus.students), 13.50, 'what comes in is there');
select nexus.spend_credits('pupil', 1, 'First');
select results_eq('select pg_temp.lots()', array['Ten credits 10.00', 'August 2.00', 'July 0.50'], 'what expires first is spent first');
select nexus.spend_credits('pupil', 3, 'Second');
select results_eq('select pg_temp.lots()', array['Ten credits 9.50', 'August 0.00', 'July 0.00'], 'then the next, then what never expires');
select results_eq(
    'select number, "balanceBefore", "balanceAfter" from nexus.credit_transactions order by number',
    $$values (1, 0.00, 10.00), (2, 10.00, 12.00), (3, 12.00, 13.50), (4, 13.50, 12.50), (5, 12.50, 9.50)$$,
    'each entry continues the one before'
);
select throws_ok(
    $$select nexus.spend_credits('pupil', 9.51, 'Too much')$$,
    'NXC01', 'INSUFFICIENT_CREDITS: 9.51 session credits are needed, and pupil pupil can spend 9.50 of 9.50',
    'INV-CRE-3: no balance below zero'
);

select nexus.add_credits('pupil', 'CREDIT_ADD', 4, 'Old', now() - interval '1 second');
select test.nexus_student('sister', 'parent');
select nexus.add_credits('sister', 'CREDIT_ADD', 0.5, 'Old', now() - interval '1 second'),
       nexus.add_credits('sister', 'CREDIT_ADD', 1, 'New', now() + interval '1 month');
select throws_ok(
    $$select nexus.spend_credits('pupil', 10, 'Too much')$$,
    'NXC01', 'INSUFFICIENT_CREDITS: 10.00 session credits are needed, and pupil pupil can spend 9.50 of 13.50',
    'what has expired pays nothing'
);
select throws_ok(
    $$insert into nexus.credit_transactions ("studentId", type, amount, description) values ('pupil', 'EXPIRATION', -5, 'd')$$,
    'NXC02', '5.00 session credits of pupil pupil were to expire, and 4.00 have', 'and what has not expired does not expire'
);
select results_eq('select turn, pupils, credits from nexus.expire_credits()', $$values ('run', 2, 4.50)$$, 'it expires');
select results_eq(
    'select id, credits from nexus.students order by id', $$values ('pupil', 9.50), ('sister', 1.00)$$,
    'defect 3: the balance drops by what expired, once'
);
select results_eq('select turn, pupils, credits from nexus.expire_credits()', $$values ('done', 0, 0.00)$$, 'once a day');

select throws_ok(
    format('select nexus.spend_credits(''pupil'', %s, ''d'')', amount),
    'NXC02', format('an entry over %s session credits', shown), why
)
from (values
    ('0', '0', 'nothing is no amount'), ('-1', '-1', 'nor is less than nothing'), ('1.001', '1.001', 'nor a thousandth'),
    ('''NaN''', 'NaN', 'nor what is no number'), ('null', 'NULL', 'nor NULL'),
    ('100000000', '100000000', 'nor a hundred millions'), ('100000001', '100000001', 'nor more')
) as tried (amount, shown, why);
select matches(
    test.sqlstate($$select nexus.spend_credits('pupil', 99999999.99, 'd')$$),
    '^NXC01: INSUFFICIENT_CREDITS: 99999999.99 session credits are needed', 'a hundredth less is one that nobody has'
);
select throws_ok(
    $$select nexus.add_credits('pupil', 'USAGE', 1, 'd')$$,
    'NXC02', 'an entry of type ''USAGE'' was to bring 1 session credits', 'what spends does not bring'
);
select throws_ok(
    $$select nexus.add_credits('pupil', 'CREDIT_ADD', 0.001, 'd')$$,
    'NXC02', 'an entry over 0.001 session credits', 'nor is a thousandth brought'
);
select throws_ok(
    $$select nexus.add_credits('nobody', 'PURCHASE', 1, 'd')$$, 'NXC03', 'there is no pupil ''nobody''', 'credits are somebody''s'
);
select nexus.add_credits('pupil', 'PURCHASE', 1, 'd', reference => 'payment:1');
select throws_ok(
    $$select nexus.add_credits('pupil', 'PURCHASE', 2, 'd', reference => 'payment:1')$$,
    'NXC04', 'reference payment:1 of pupil pupil is that of 1.00 session credits (PURCHASE), and not of 2 (PURCHASE)',
    'a reference is that of one entry'
);
select results_eq(
    $$
        select a.entry_id = t.id, a.balance, a.replayed
        from nexus.credit_transactions as t
        cross join nexus.add_credits('pupil', 'PURCHASE', 1, 'd', reference => 'payment:1') as a
        where t.reference = 'payment:1'
    $$,
    $$values (true, 10.50, true)$$, 'asked for again, it is that entry, and brings nothing'
);
select is(
    nexus.credit_expiry('2008-01-30 12:00+01'), timestamptz '2008-03-30 12:00+02',
    'two months are months of the calendar, at the same time of day'
);
select nexus.add_credits('pupil', 'CREDIT_ADD', 90, 'Until now', now());
select matches(
    test.sqlstate($$select nexus.spend_credits('pupil', 90, 'Too much')$$),
    '^NXC01: .* can spend 10.50 of 100.50$', 'what expires in this moment has expired'
);

select * from finish();
rollback;
