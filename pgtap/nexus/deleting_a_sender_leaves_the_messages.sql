begin;
select plan(4);

select test.nexus_user('ada'), test.nexus_user('grace');
insert into nexus.messages (id, content, "senderId", "receiverId") values ('message', 'Hello', 'ada', 'grace');

select lives_ok($$delete from nexus.users where id = 'ada'$$, 'who wrote can be deleted');
select results_eq(
    'select content, "senderId", "receiverId" from nexus.messages', $$values ('Hello', null::text, 'grace')$$,
    'the message stays, without its sender'
);
select lives_ok($$delete from nexus.users where id = 'grace'$$, 'who received can be deleted');
select results_eq(
    'select content, "senderId", "receiverId" from nexus.messages', $$values ('Hello', null::text, null::text)$$,
    'the message stays, without its receiver'
);

select * from finish();
rollback;
