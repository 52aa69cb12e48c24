begin;
select plan(10);

select test.club();
select test.club_fee(1, 'ada@example.com', '2025-06-30 00:00+00');
alter table club.members add column door_code text default '1815';
select privacy.describe_column('club.members', 'door_code', 'credential', 'the club', 'contract', 'delete');
select privacy.use_key('k1', repeat('1a', 32));
update club.members set phone = privacy.encrypt('+33612345678') where email = 'ada@example.com';
set local timezone to 'UTC';
create temporary table exported as select privacy.export('club.member:ada@example.com') as data;

select is(
    data -> 'tables', '{
        "club.members": [{"id": "00000000-0000-4000-8000-00000000000a", "name": "Ada (Countess)",
            "email": "ada@example.com", "phone": "+33612345678", "joined_on": "2020-01-01"}],
        "club.letters": [
            {"id": 1, "body": "Dear club", "member_id": "00000000-0000-4000-8000-00000000000a"},
            {"id": 2, "body": "Yours", "member_id": "00000000-0000-4000-8000-00000000000a"}],
        "club.pages": [{"text": "one", "letter_id": 1}, {"text": "three", "letter_id": 2}, {"text": "two", "letter_id": 1}],
        "club.fees": [{"id": 1, "note": "paid", "amount": 10, "paid_at": "2025-06-30T00:00:00+00:00",
            "member_id": "00000000-0000-4000-8000-00000000000a"}]
    }'::jsonb,
    'an export holds every row of the person, however many steps away, encrypted values decrypted'
) from exported;

select is(
    data -> 'mentions', '{
        "club.minutes.body": [{"by": "ada@example.com", "said": "ADA@example.com spoke"}],
        "club.minutes.present": [["Ada (Countess)", "Somebody"]]
    }'::jsonb,
    'and what mentions the person in other rows, without saying whose these are'
) from exported;

select is(
    data -> 'columns' -> 'club.members.email',
    '{"purpose": "the club", "category": "contact", "kept_for": null, "withheld": false, "legal_basis": "contract"}'::jsonb,
    'of each column it says why it is kept'
) from exported;

select set_eq(
    $$select jsonb_object_keys(data -> 'columns') from exported$$,
    array[
        'club.members.id', 'club.members.name', 'club.members.email', 'club.members.phone', 'club.members.password',
        'club.members.joined_on', 'club.members.door_code', 'club.letters.member_id', 'club.letters.body',
        'club.pages.text', 'club.fees.member_id', 'club.fees.amount', 'club.fees.note', 'club.fees.paid_at'
    ],
    'of each that is personal, and of the tables that it holds'
);

select is(
    data -> 'columns' -> 'club.fees.amount' ->> 'kept_for', '10 years',
    'and for how long'
) from exported;

select is(
    data -> 'columns' -> 'club.members.password' ->> 'withheld', 'true',
    'a credential is named and withheld'
) from exported;

select is(
    data -> 'subject', '{"kind": "club.member", "key": "00000000-0000-4000-8000-00000000000a"}'::jsonb,
    'it says whose it is'
) from exported;

select results_eq(
    'select action, subject_key, status, counters from privacy.requests',
    $$values ('export', '00000000-0000-4000-8000-00000000000a', 'done', '{
        "club.members": {"export": 1}, "club.letters": {"export": 2}, "club.pages": {"export": 3},
        "club.fees": {"export": 1}, "club.minutes": {"mention": 2}
    }'::jsonb)$$,
    'it is recorded with its receipt'
);

select privacy.use_key('k1', '');

select throws_ok(
    $$select privacy.export('club.member:ada@example.com')$$,
    'PFE01', 'encryption key k1 is not known in this transaction',
    'without the key there is no export, rather than one that is not complete'
);

select privacy.erase('club.member:ada@example.com', dry_run => false);

select is_empty(
    $$select * from privacy.requests where subject_key is not null$$,
    'after an erasure the record of the export no longer says whose it was'
);

select * from finish();
rollback;
