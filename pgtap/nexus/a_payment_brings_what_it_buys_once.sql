begin;
select plan(36);

select test.nexus_world();
select test.nexus_user('admin', 'ADMIN'), test.nexus_parent('stranger');
select test.nexus_student('other', 'stranger');
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
    values ('of other', 'other', 'HYBRIDE', 450, 4, 'ACTIVE', '2026-01-01 00:00+00');
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate", "ariaCost")
    values ('next', 'pupil', 'IMMERSION', 750, 8, 'INACTIVE', '2026-01-01 00:00+00', 50);
set constraints all immediate;
select throws_ok(
    $$update nexus.payments set status = 'COMPLETED' where id = 'payment'$$,
    'NXP03', 'payment payment (99.900 TND) is COMPLETED, and its CREDIT_PACK was not brought',
    'no payment is completed by writing directly, be it the only one'
);
set constraints nexus.completed_is_fulfilled deferred;
insert into nexus.payments (id, type, amount, description, "userId") values ('undone', 'CREDIT_PACK', 99.9, 'Ten credits', 'parent');
update nexus.payments set status = 'COMPLETED' where id = 'undone';
update nexus.payments set status = 'REFUNDED' where id = 'undone';
select lives_ok(
    'set constraints nexus.completed_is_fulfilled immediate', 'what is given back in the same transaction need not be brought'
);
set constraints nexus.completed_is_fulfilled deferred;
insert into nexus.credit_packs (id, credits, "priceTnd") values (7002, 20, 180);
create temporary table before as select credits from nexus.students where id = 'pupil';
set local app.current_user_id = 'parent';

create temporary table paid as select 'plan' as what, p.* from nexus.pay_subscription('next', 'wise', 'w 1') as p
    union all select 'pack', p.* from nexus.pay_pack('pupil', 7001, 'manual') as p
    union all select 'large', p.* from nexus.pay_pack('pupil', 7002, 'konnect', 'k 1') as p;
select results_eq(
    $$select what, type::text, amount, currency, status::text, method, "userId", "externalId" from paid order by what$$,
    $$values ('large', 'CREDIT_PACK', 180.000, 'TND', 'PENDING', 'konnect', 'parent', 'k 1'),
             ('pack', 'CREDIT_PACK', 99.900, 'TND', 'PENDING', 'manual', 'parent', null),
             ('plan', 'SUBSCRIPTION', 800.000, 'TND', 'PENDING', 'wise', 'parent', 'w 1')$$,
    'payments have the price of what they buy, a month with its subjects or a pack, and the reference they are given'
);
select throws_ok(
    format('select nexus.validate_payment(%L, true)', id),
    'NX002', 'only ASSISTANTE may do this, and the actor is PARENT', 'who pays does not approve'
) from paid where what = 'plan';
set local app.current_user_id = 'admin';
select throws_ok(
    format('select nexus.validate_payment(%L, true)', id),
    'NX002', 'only ASSISTANTE may do this, and the actor is ADMIN', 'nor does ADMIN'
) from paid where what = 'plan';

set local app.current_user_id = 'assistant';
select is((nexus.validate_payment(id, true)).status::text, 'COMPLETED', 'an assistant approves a subscription')
from paid where what = 'plan';
select results_eq(
    $$select id, status::text from nexus.subscriptions order by id$$,
    $$values ('next', 'ACTIVE'), ('of other', 'ACTIVE'), ('subscription', 'CANCELLED')$$, 'it begins, and the one before ends'
);
select is(
    (select credits from nexus.students where id = 'pupil'), (select credits + 8 from before), 'with the credits of the month'
);
select throws_ok(
    format('select nexus.validate_payment(%L, true)', id),
    'NXP05', format('payment %L cannot be approved: it is COMPLETED', id), 'approving twice is refused'
) from paid where what = 'plan';
select is(
    (select credits from nexus.students where id = 'pupil'), (select credits + 8 from before), 'and allocates nothing twice'
);
select throws_ok(
    format('select nexus.validate_payment(%L, false)', id),
    'NXP05', format('payment %L cannot be rejected: it is COMPLETED', id), 'nor is it rejected afterwards'
) from paid where what = 'plan';

select is((nexus.validate_payment(id, true)).status::text, 'COMPLETED', 'a pack is approved') from paid where what = 'pack';
select is(
    (select credits from nexus.students where id = 'pupil'), (select credits + 18 from before), 'and brings its credits'
);
select results_eq(
    $$select o.credits, o.fulfilled_by, t.type, t.amount from nexus.payment_orders as o
      join nexus.credit_transactions as t on t.id = o.credit_entry_id$$,
    $$values (10, 'assistant', 'PURCHASE', 10.00)$$, 'which the order leads to'
);
select lives_ok('set constraints nexus.completed_is_fulfilled immediate', 'what is completed was brought');
set constraints nexus.completed_is_fulfilled deferred;

select throws_ok(
    format('select nexus.refund_payment(%L)', id),
    'NX002', 'only ADMIN may do this, and the actor is ASSISTANTE', 'an assistant gives nothing back'
) from paid where what = 'pack';
set local app.current_user_id = 'admin';
select is((nexus.refund_payment(id)).status::text, 'REFUNDED', 'ADMIN does') from paid where what = 'pack';
select is(
    (select credits from nexus.students where id = 'pupil'), (select credits + 8 from before), 'and the credits are gone'
);
select throws_ok(
    format('select nexus.refund_payment(%L)', id),
    'NXP05', format('payment %L cannot be refunded: it is REFUNDED', id), 'once'
) from paid where what = 'pack';
select is((nexus.refund_payment(id)).status::text, 'REFUNDED', 'a subscription is given back') from paid where what = 'plan';
select results_eq(
    $$select id, status::text from nexus.subscriptions order by id$$,
    $$values ('next', 'CANCELLED'), ('of other', 'ACTIVE'), ('subscription', 'CANCELLED')$$, 'and ends, and no other'
);

-- Credits that were spent are not given back.
set local app.current_user_id = 'parent';
create temporary table spent as select * from nexus.pay_pack('pupil', 7001);
set local app.current_user_id = 'assistant';
select nexus.validate_payment(id, true) from spent;
select nexus.spend_credits('pupil', (select credits from nexus.students where id = 'pupil'), 'All of it');
set local app.current_user_id = 'admin';
select is(left(test.sqlstate(format('select nexus.refund_payment(%L)', id)), 5), 'NXC01', 'spent credits are not refunded')
from spent;

set local app.current_user_id = 'parent';
create temporary table rejected as select * from nexus.pay_pack('pupil', 7001);
set local app.current_user_id = 'assistant';
select is((nexus.validate_payment(id, false)).status::text, 'FAILED', 'an assistant rejects') from rejected;
select throws_ok(
    format('select nexus.validate_payment(%L, true)', id),
    'NXP05', format('payment %L cannot be approved: it is FAILED', id), 'what failed is not approved afterwards'
) from rejected;
select throws_ok(
    format('select nexus.validate_payment(%L, null)', 'payment'),
    'NXP05', 'payment ''payment'' cannot be decided without a decision: it is PENDING', 'a decision is one'
);
select throws_ok(
    $$select nexus.validate_payment('payment', true)$$,
    'NXP04', 'payment payment (99.900 TND for CREDIT_PACK) names nothing that it buys',
    'what says not what it buys is not approved'
);
insert into nexus.subscriptions (id, "studentId", "planName", "monthlyPrice", "creditsPerMonth", status, "startDate")
    values ('withdrawn', 'pupil', 'HYBRIDE', 450, 4, 'INACTIVE', '2026-01-01 00:00+00');
create temporary table lost as select * from nexus.pay_subscription('withdrawn');
delete from nexus.subscriptions where id = 'withdrawn';
select throws_ok(
    format('select nexus.validate_payment(%L, true)', id),
    'NXP04', format('payment %s (450.000 TND for SUBSCRIPTION) names nothing that it buys', id), 'nor what bought something that is gone'
) from lost;
set constraints nexus.completed_is_fulfilled immediate;
select throws_ok(
    $$update nexus.payments set status = 'COMPLETED' where id = 'payment'$$,
    'NXP03', 'payment payment (99.900 TND) is COMPLETED, and its CREDIT_PACK was not brought',
    'nor completed by writing directly'
);
insert into nexus.payments (id, type, amount, description, "userId") values ('special', 'SPECIAL_PACK', 400, 'Camp', 'parent');
select is((nexus.validate_payment('special', true)).status::text, 'COMPLETED', 'a special offer brings nothing to count');

set local app.current_user_id = 'parent';
select throws_ok(
    $$select nexus.pay_subscription('next')$$,
    'NXS04', 'subscription next cannot be paid: it is CANCELLED', 'what was cancelled is not paid'
);
select throws_ok(
    $$select nexus.pay_subscription('gone')$$,
    'NX003', 'the actor may not act for pupil NULL', 'nor what is not there'
);
select throws_ok(
    format('select nexus.pay_%s', what), 'NX003', format('the actor may not act for pupil %L', 'other'), 'nor what is for another''s child'
) from unnest(array[$$pack('other', 7001)$$, $$subscription('of other')$$]) as what;
select throws_ok($$select nexus.pay_pack('pupil', 1)$$, 'NXP06', 'pack 1 is not on sale', 'nor a pack that is not');
select throws_ok(
    $$insert into nexus.payment_orders (payment_id, student_id, pack_id, credits)
      select id, 'pupil', 7001, 10 from nexus.payments where id = 'special'$$,
    'NXP01', 'payment special is of 400.000 TND, and what it buys costs 99.900 TND', 'an order has the price of its payment'
);
select throws_ok(
    $$select nexus.name_payment('special', 'wise', 'w 9')$$,
    'NXP05', 'payment ''special'' cannot take reference ''w 9'': it is COMPLETED', 'what is final takes no reference'
);

select * from finish();
rollback;
