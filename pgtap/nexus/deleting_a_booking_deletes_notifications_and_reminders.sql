begin;
select plan(5);

select test.nexus_world();

select lives_ok($$delete from nexus."SessionBooking" where id = 'booking'$$, 'a booking can be deleted');
select is_empty('select from nexus."SessionNotification"', 'its notifications go');
select is_empty('select from nexus."SessionReminder"', 'its reminders go');
select results_eq(
    $$select amount, "sessionId" from nexus.credit_transactions where id = 'entry'$$,
    $$values (-1.25::numeric(10, 2), null::text)$$,
    'the entry that paid it stays in the journal, with its amount, and names no booking'
);
select isnt_empty($$select from nexus.users where id = 'coach'$$, 'the people stay');

select * from finish();
rollback;
