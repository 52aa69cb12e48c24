begin;
select plan(10);

select test.club();
alter table club.members add column nickname text;
update club.members set nickname = 'Amazing';
select privacy.describe_column('club.members', 'nickname', 'identity', 'the club', 'contract', 'delete', identifies => true);

select results_eq(
    $$select * from privacy.locate('club.member:00000000-0000-4000-8000-00000000000a')$$,
    $$values ('club.member', '00000000-0000-4000-8000-00000000000a')$$,
    'a person is known by the key'
);

select results_eq(
    $$select * from privacy.locate('club.member:grace@example.com')$$,
    $$values ('club.member', '00000000-0000-4000-8000-00000000000b')$$,
    'or by what identifies the person'
);

select throws_ok(
    $$select * from privacy.erase('club.member:nobody@example.com', dry_run => false)$$,
    'PFP02', 'there is no club.member with this key',
    'who is not known is not erased'
);

select throws_ok(
    $$select privacy.export('club.member:')$$,
    'PFP02', 'there is no club.member with this key',
    'nor exported'
);

select throws_ok(
    $$select privacy.export('club.member:Amazing')$$,
    'PFP02', '2 persons of kind club.member are known by this',
    'nor is one of two chosen'
);

select throws_ok(
    $$select privacy.export('club.guest:ada@example.com')$$,
    'PFP01', 'there is no such kind of person',
    'a kind that is not declared is not known'
);

select throws_ok(
    $$select privacy.export('club.member')$$,
    'PFP01', 'there is no such kind of person',
    'a kind alone names nobody'
);

select throws_ok(
    'select privacy.export(null)',
    'PFP01', 'there is no such kind of person',
    'nor does NULL'
);

select throws_ok(
    $$select privacy.belonging('club.guest', 'club', 'members')$$,
    'P0002', 'query returned no rows',
    'nor do rows belong to one'
);

select is_empty(
    'select * from privacy.requests',
    'nothing of this is recorded'
);

select * from finish();
rollback;
