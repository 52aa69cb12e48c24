begin;
select plan(9);

select test.club();
alter table privacy.holds alter column id restart with 41;
set local timezone to 'UTC';

select is(
    privacy.place_hold('club.member:ada@example.com', 'claim 2025/17'), 41::bigint,
    'a hold is placed, and has a number'
);

update privacy.holds set placed_at = '2025-06-30 00:00+00';

select throws_ok(
    $$select * from privacy.erase('club.member:ada@example.com', dry_run => false)$$,
    'PFP03', 'this club.member is under legal hold since 2025-06-30 00:00:00+00: claim 2025/17',
    'a person under legal hold is not erased'
);

select throws_ok(
    $$select * from privacy.erase('club.member:ada@example.com')$$,
    'PFP03', 'this club.member is under legal hold since 2025-06-30 00:00:00+00: claim 2025/17',
    'nor is it planned'
);

select privacy.place_hold('club.member:ada@example.com', 'claim 2025/20');
set local plpgsql.extra_errors to 'too_many_rows';

select throws_ok(
    $$select * from privacy.erase('club.member:ada@example.com')$$,
    'PFP03', 'this club.member is under legal hold since 2025-06-30 00:00:00+00: claim 2025/17',
    'of several holds the first is named, also where the server takes a second row for an error'
);

reset plpgsql.extra_errors;
select privacy.release_hold(42);

select lives_ok(
    $$select privacy.release_hold(41)$$,
    'a hold is released by its number'
);

select throws_ok(
    $$select privacy.release_hold(41)$$,
    'PFP06', 'there is no hold 41',
    'once'
);

select privacy.release_hold(privacy.place_hold('club.member:grace@example.com', 'claim 2025/18'));
select privacy.place_hold('club.member:grace@example.com', 'claim 2025/19');

select lives_ok(
    $$select * from privacy.erase('club.member:ada@example.com', dry_run => false)$$,
    'then the person is erased'
);

select results_eq(
    'select subject_kind, subject_key, reason, released_at is not null from privacy.holds order by id',
    $$values
        ('club.member', null::text, 'claim 2025/17', true),
        ('club.member', null, 'claim 2025/20', true),
        ('club.member', '00000000-0000-4000-8000-00000000000b', 'claim 2025/18', true),
        ('club.member', '00000000-0000-4000-8000-00000000000b', 'claim 2025/19', false)
    $$,
    'and the record of the hold no longer says whose it was, and those of others still do'
);

select throws_ok(
    $$select privacy.place_hold('club.member:grace@example.com', ' ')$$,
    '23514', 'new row for relation "holds" violates check constraint "holds_reason_is_not_blank"',
    'a hold has a reason'
);

select * from finish();
rollback;
