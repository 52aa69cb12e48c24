begin;
select plan(19);

select test.nexus_school();
select test.nexus_parent('stranger');

select test.nexus_act('stranger');
select throws_ok(
    $$select nexus.request_credits('pupil', 4)$$, 'NX003', 'the actor may not act for pupil ''pupil''', 'nobody asks for another''s child'
);
select test.nexus_act('coach');
select throws_ok(
    $$select nexus.request_credits('pupil', 4)$$, 'NX002', 'only PARENT or ELEVE may do this, and the actor is COACH', 'nor does a coach'
);
select test.nexus_act('parent');
select throws_ok(
    format('select nexus.request_credits(''pupil'', %s, %s)', amount, reason), 'NXC07',
    format('a request for %s session credits, with %s characters of reason', amount, length), why
)
from (values
    ('0', 'null', 0, 'nothing is not asked for'), ('101', 'null', 0, 'nor more than a hundred'), ('0.001', 'null', 0, 'nor a thousandth'),
    ('1', 'repeat(''x'', 501)', 501, 'nor with a novel')
) as tried (amount, reason, length, why);

create temporary table asked as
    select n, nexus.request_credits('pupil', 4, 'Exams') as id from generate_series(1, 2) as n;
select is((select credits from nexus.students), 10.00, 'defect 4: a request brings nothing');
select set_eq(
    'select "userId", type from nexus.notifications', $$values ('assistant', 'CREDIT_REQUEST')$$, 'every assistant is told'
);
select throws_ok(
    format('select nexus.approve_credit_request(%L)', id), 'NX002',
    'only ADMIN or ASSISTANTE may do this, and the actor is PARENT', 'who asks does not decide'
) from asked where n = 1;

select test.nexus_act('assistant');
select is(
    (select a.balance from asked, nexus.approve_credit_request(id) as a where n = 1), 14.00, 'with the approval they are there, once'
);
select matches(
    test.sqlstate(format('select nexus.approve_credit_request(%L)', id)),
    '^NXC08: request .* over 4.00 session credits was APPROVED by assistant at ', 'it is not approved twice'
) from asked where n = 1;
select matches(
    test.sqlstate(format('select nexus.reject_credit_request(%L, ''No'')', id)),
    '^NXC08: request .* over 4.00 session credits was APPROVED by assistant at ', 'nor refused afterwards'
) from asked where n = 1;
select throws_ok(
    format('select nexus.reject_credit_request(%L, '' '')', id), 'NXC07',
    format('request %L was to be refused with a reason of 1 characters', id), 'a refusal has a reason'
) from asked where n = 2;
select lives_ok(format('select nexus.reject_credit_request(%L, ''No'')', id), 'with one, it is refused') from asked where n = 2;
select is((select credits from nexus.students), 14.00, 'and brings nothing');
select throws_ok(
    $$select nexus.approve_credit_request('nowhere')$$, 'NXC07', 'there is no request ''nowhere''', 'what was not asked for is not approved'
);
select matches(
    test.sqlstate($$update nexus.credit_requests set amount = 40$$), '^NXC08: request .* over 4.00 session credits is ',
    'the amount stays, whoever writes'
);
select set_eq(
    $$select title from nexus.notifications where "userId" = 'parent'$$, array['Demande approuvée', 'Demande refusée'],
    'who asked is told'
);
select is(
    (select reference from nexus.credit_transactions as t join nexus.credit_requests as r on r."entryId" = t.id),
    (select 'request:' || id from asked where n = 1), 'the entry names the request'
);

select * from finish();
rollback;
