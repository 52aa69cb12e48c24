begin;
select plan(33);

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
    ('0', 'null', 0, 'nothing is not asked for'), ('-1', 'null', 0, 'nor less than nothing'), ('101', 'null', 0, 'nor more than a hundred'), ('0.001', 'null', 0, 'nor a thousandth'),
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
    format('select nexus.reject_credit_request(%L, %s)', id, reason), 'NXC07',
    format('request %L was to be refused with a reason of %s characters', id, length), why
) from asked, (values
    ('null', 0, 'a refusal has a reason'), (''' ''', 1, 'which says something'), ('repeat(''x'', 501)', 501, 'and is no novel')
) as tried (reason, length, why) where n = 2;
select lives_ok(
    format('select nexus.reject_credit_request(%L, repeat(''x'', 500))', id), 'with one, it is refused'
) from asked where n = 2;
select results_eq(
    $$select r.status, r."decidedBy", length(r."rejectionReason") from nexus.credit_requests as r join asked using (id) order by n$$,
    $$values ('APPROVED', 'assistant', null), ('REJECTED', 'assistant', 500)$$, 'each of the two decisions is kept'
);
select is((select credits from nexus.students), 14.00, 'and brings nothing');
select throws_ok(
    $$select nexus.approve_credit_request('nowhere')$$, 'NXC07', 'there is no request ''nowhere''', 'what was not asked for is not approved'
);
select matches(
    test.sqlstate($$update nexus.credit_requests set amount = 40$$), '^NXC08: request .* over 4.00 session credits is ',
    'the amount stays, whoever writes'
);
select matches(
    test.sqlstate($$update nexus.credit_requests set status = 'PENDING', "entryId" = null where status = 'APPROVED'$$),
    '^NXC08: request .* over 4.00 session credits is APPROVED and does not change$', 'and so does the decision'
);
select matches(
    test.sqlstate($$update nexus.credit_requests set "entryId" = 'bought' where status = 'APPROVED'$$),
    '^NXC08: request .* over 4.00 session credits is APPROVED and does not change$', 'with what it brought'
);
select lives_ok(
    $$update nexus.credit_requests set reason = 'Exams in May' where status = 'APPROVED'$$, 'its reason may be put better'
);
select set_eq(
    $$select title from nexus.notifications where "userId" = 'parent'$$, array['Demande approuvée', 'Demande refusée'],
    'who asked is told'
);
select is_empty(
    $$select "userId" from nexus.notifications where title in ('Demande approuvée', 'Demande refusée') and "userId" <> 'parent'$$,
    'and nobody else'
);
select is(
    (select reference from nexus.credit_transactions as t join nexus.credit_requests as r on r."entryId" = t.id),
    (select 'request:' || id from asked where n = 1), 'the entry names the request'
);

select test.nexus_act('parent');
select lives_ok(format('select nexus.request_credits(''pupil'', %s)', amount), format('%s can be asked for', amount))
from unnest(array[0.01, 1, 100]) as amount;
select lives_ok($$select nexus.request_credits('pupil', 1, repeat('x', 500))$$, 'for a reason of 500 characters');

select test.nexus_student('sibling', 'parent');
select lives_ok(
    $$delete from nexus.students where id = 'pupil'; set constraints all immediate$$,
    'a pupil goes with what was asked for, decided and entered, and a sibling stays'
);
select is_empty('select from nexus.credit_requests', 'of the requests nothing is left');

select * from finish();
rollback;
