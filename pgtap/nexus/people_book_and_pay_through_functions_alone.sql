begin;
select plan(9);

select test.nexus_school();
create temporary table booked (id text);
grant insert, select on booked to nexus_user;
grant usage on schema test to nexus_user;
set local role nexus_user;
call platform.act_as('parent', 'PARENT');

select lives_ok('insert into booked select test.nexus_book()', 'a person books');
select lives_ok(
    $$select nexus.cancel_session(id, 'Ill') from booked$$, 'and cancels'
);
select lives_ok($$select nexus.request_credits('pupil', 4)$$, 'and asks for credits');
select isnt_empty(
    $$select from nexus.available_slots('coach', test.nexus_day(), test.nexus_day())$$, 'and sees what is free'
);
select throws_ok(
    $$select nexus.add_credits('pupil', 'CREDIT_ADD', 100, 'd')$$,
    '42501', 'permission denied for function add_credits', 'but gives himself no credits'
);
select throws_ok(
    $$select nexus.credit_wallet('parent', 100, 'd')$$,
    '42501', 'permission denied for function credit_wallet', 'nor fills his wallet'
);
select throws_ok(
    'select nexus.expire_credits()', '42501', 'permission denied for function expire_credits', 'nor runs jobs'
);
select throws_ok(
    'update nexus.credit_lots set remaining = granted', '42501', 'permission denied for table credit_lots', 'nor fills lots'
);

set local role nexus_app;
select throws_ok(
    'update nexus.credit_lots set remaining = granted', '42501', 'permission denied for table credit_lots',
    'and the server does not either'
);

reset role;
select * from finish();
rollback;
