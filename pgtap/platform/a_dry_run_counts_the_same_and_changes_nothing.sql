begin;
select plan(6);

select test.club();

select set_has(
    $$select * from privacy.erase('club.member:ada@example.com')$$,
    $$values ('club.members', 'delete', 1::bigint), ('club.rooms', 'change', 1)$$,
    'who is only named by rows that are kept is to be deleted: they will name nobody then'
);

insert into club.members values ('00000000-0000-4000-8000-00000000000c', 'Joan Clarke', 'joan@example.com', null, 'secret', null);
create temporary table unlocked as select id from club.members where xmax = 0;
select privacy.erase('club.member:joan@example.com');

select set_eq(
    'select unlocked.id from unlocked join club.members using (id) where members.xmax <> 0',
    $$values ('00000000-0000-4000-8000-00000000000c'::uuid)$$,
    'whoever would change the person waits until the transaction that planned it has ended'
);

select test.club_fee(1, 'ada@example.com', note => 'for ada@example.com');
create temporary table planned as select * from privacy.erase('club.member:ada@example.com');

select bag_eq(
    'select relation, action, rows from planned',
    $$values
        ('club.minutes', 'mask', 1::bigint), ('club.pages', 'delete', 3), ('club.letters', 'delete', 2),
        ('club.fees', 'change', 1), ('club.rooms', 'change', 1), ('club.members', 'change', 1)
    $$,
    'without being told otherwise, an erasure is a plan'
);

select results_eq(
    $$
        select (select count(*) from club.members where email = 'ada@example.com'), (select count(*) from club.letters),
               (select count(*) from club.rooms where made_by is null),
               (select count(*) from club.minutes where body::text ~ 'erased'), (select count(*) from privacy.requests)
    $$,
    'values (1::bigint, 3::bigint, 0::bigint, 0::bigint, 0::bigint)',
    'which changes nothing and is not recorded'
);

select results_eq(
    $$select * from privacy.erase('club.member:ada@example.com', dry_run => false)$$,
    'select * from planned',
    'what is done then is what was planned, in the same order'
);

select is_empty(
    $$select * from privacy.erase('club.member:00000000-0000-4000-8000-00000000000a') where action <> 'keep'$$,
    'after that there is nothing more to plan'
);

select * from finish();
rollback;
