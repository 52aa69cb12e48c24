begin;
select plan(13);

select test.club();

select results_eq(
    $$select * from privacy.erase('club.member:ada@example.com', dry_run => false)$$,
    $$values
        ('club.minutes', 'mask', 1::bigint),
        ('club.pages', 'delete', 3),
        ('club.letters', 'delete', 2),
        ('club.rooms', 'change', 1),
        ('club.members', 'delete', 1)
    $$,
    'the receipt says of each table how many rows were masked, deleted and changed'
);

select results_eq(
    'select email from club.members',
    array['grace@example.com'],
    'the person is gone, the other one is there'
);

select results_eq(
    'select text from club.pages natural join (select id as letter_id from club.letters) as l',
    array['four'],
    'so are all rows that belong to the person, however many steps away'
);

select results_eq(
    'select name, made_by from club.rooms order by id',
    $$values ('Library', null::uuid), ('Hall', '00000000-0000-4000-8000-00000000000b')$$,
    'a row that merely named the person stays and no longer does'
);

select is(
    (select count(*) from club.bookings), 1::bigint,
    'and what refers to it stays'
);

select results_eq(
    'select body::jsonb, present from club.minutes order by id',
    $$values
        ('{"by": "[erased]", "said": "[erased] spoke"}'::jsonb, '{[erased],Somebody}'::text[]),
        ('{"by": "nada@example.com"}', '{Grace Hopper}')
    $$,
    'where others mention the person it is blacked out, as a whole word, in any capitals and spelling of JSON'
);

select throws_ok(
    $$select * from privacy.erase('club.member:ada@example.com', dry_run => false)$$,
    'PFP02', 'there is no club.member with this key',
    'who is erased is unknown'
);

select results_eq(
    $$
        select action, subject_kind, subject_key, status, counters, finished_at is not null, database_user = session_user
        from privacy.requests
    $$,
    $$values ('erase', 'club.member', null, 'done', '{
        "club.minutes": {"mask": 1}, "club.pages": {"delete": 3}, "club.letters": {"delete": 2},
        "club.rooms": {"change": 1}, "club.members": {"delete": 1}
    }'::jsonb, true, true)$$,
    'the erasure is recorded with its receipt, and the record does not say whose it was'
);

select test.club_fee(1, 'grace@example.com', note => 'paid by grace hopper, thanks');

select results_eq(
    $$select * from privacy.erase('club.member:00000000-0000-4000-8000-00000000000b', dry_run => false)$$,
    $$values
        ('club.minutes', 'mask', 1::bigint),
        ('club.pages', 'delete', 1),
        ('club.fees', 'change', 1),
        ('club.letters', 'delete', 1),
        ('club.rooms', 'change', 1),
        ('club.members', 'change', 1)
    $$,
    'a person whose rows must be kept is anonymised instead of deleted'
);

select results_eq(
    $$
        select m.id, name, email ~ '^erased_[0-9a-f]{32}@erased\.invalid$', phone, password, joined_on, amount, note
        from club.members as m join club.fees as f on f.member_id = m.id
    $$,
    $$values
        ('00000000-0000-4000-8000-00000000000b'::uuid, 'former member', true, null::privacy.ciphertext, '!', null::date,
         10::numeric, 'paid by [erased], thanks')
    $$,
    'what is kept says nothing of the person any more'
);

select results_eq(
    $$select * from privacy.erase('club.member:00000000-0000-4000-8000-00000000000b', dry_run => false)$$,
    $$values ('club.fees', 'keep', 1::bigint), ('club.members', 'keep', 1)$$,
    'erased again, there is nothing left to do'
);

select results_eq(
    $$select counters from privacy.requests where counters @? '$.*.keep'$$,
    $$values ('{"club.fees": {"keep": 1}, "club.members": {"keep": 1}}'::jsonb)$$,
    'and its receipt says what is kept'
);

select is_empty(
    $$select * from privacy.scan(array['ada@example.com', 'grace@example.com', 'Grace Hopper', 'Ada (Countess)'])$$,
    'nothing that identifies either of them is left in the database'
);

select * from finish();
rollback;
