begin;
select plan(9);

select test.club();
create table club.attic (note text);

select is_empty(
    $$select * from privacy.scan(array['ad', 'x'], 'y')$$,
    'words shorter than four characters are not looked for'
);

select is_empty(
    $$select * from pg_locks
      where relation = 'club.attic'::regclass and pid = pg_backend_pid() and mode = 'AccessShareLock'$$,
    'and for their sake no table is read'
);

create table club.cellar (id integer, scribble text, tree jsonb);
insert into club.cellar values
    (1, 'ask ADA@example.com', null), (2, null, '{"a": [{"b": "ada@example.com"}]}'), (3, 'nada@example.com', '{}'),
    (4, 'see 00000000-0000-4000-8000-00000000000a', null);

select throws_ok(
    $$select * from privacy.erase('club.member:ada@example.com', dry_run => false)$$,
    'PFP04', 'what identifies this club.member is left in club.cellar.scribble (2), club.cellar.tree (1)',
    'what nobody described is found wherever it is, and nothing is erased'
);

select is(
    (select count(*) from club.members where email = 'ada@example.com'), 1::bigint,
    'the person is as before'
);

select lives_ok(
    $$select * from privacy.erase('club.member:ada@example.com', dry_run => false, verify => false)$$,
    'who asks for it erases without looking'
);

select results_eq(
    $$select * from privacy.scan(array['ada@example.com'], '00000000-0000-4000-8000-00000000000a')$$,
    $$values ('club.cellar', 'scribble', 2::bigint), ('club.cellar', 'tree', 1)$$,
    'and can look later'
);

select is_empty(
    $$select * from privacy.scan(array[]::text[], null)$$,
    'nothing is found when nothing is looked for'
);

select results_eq(
    $$select * from privacy.scan(array['.*@example.com', 'grace@example.com'])$$,
    $$values ('club.members', 'email', 1::bigint)$$,
    'what is looked for is text, and no pattern'
);

create materialized view club.ledger as select email as payer from club.members;
create materialized view club.forecast as select payer from club.ledger with no data;

select results_eq(
    $$select * from privacy.scan(array['grace@example.com'])$$,
    $$values ('club.ledger', 'payer', 1::bigint), ('club.members', 'email', 1)$$,
    'what a materialized view holds is found, too, and one that holds nothing yet is passed over'
);

select * from finish();
rollback;
