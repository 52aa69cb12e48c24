begin;
select plan(21);

select test.club();
create temporary table asked as select privacy.open_request('erase', 'club.member:ada@example.com') as id;

select results_eq(
    $$select action, subject_kind, subject_key, status, due_at - received_at <= '30 days' and due_at > now() + '29 days'
      from privacy.requests$$,
    $$values ('erase', 'club.member', 'ada@example.com', 'open', true)$$,
    'a request is open, and due within 30 days'
);

select is(
    privacy.open_request('erase', 'club.member:ada@example.com'), id,
    'asked for again, it is the same request'
) from asked;

select results_eq(
    'select id, action, subject_kind, overdue from privacy.due_requests',
    $$select id, 'erase', 'club.member', false from asked$$,
    'it is listed as due, without its person'
);

update privacy.requests set received_at = now() - interval '720 hours', due_at = now();

select is(
    overdue, false,
    'to the last moment it is not overdue'
) from privacy.due_requests;

update privacy.requests set received_at = now() - interval '40 days', due_at = now() - interval '10 days';

select is(
    overdue, true,
    'when its time is over it is overdue'
) from privacy.due_requests;

select throws_ok(
    $$update privacy.requests set due_at = received_at + interval '31 days'$$,
    '23514', 'new row for relation "requests" violates check constraint "requests_are_due_within_30_days"',
    'nobody gives himself more time'
);

create temporary table export as select privacy.open_request('export', 'club.member:grace@example.com') as id;
select privacy.erase('club.member:00000000-0000-4000-8000-00000000000a', dry_run => false);

select results_eq(
    $$
        select id, status, subject_key, finished_at is not null, counters -> 'club.members'
        from privacy.requests order by status
    $$,
    $$
        select id, 'done', null::text, true, '{"delete": 1}'::jsonb from asked
        union all
        select id, 'open', 'grace@example.com', false, null from export
    $$,
    'the erasure answers it: its id is the receipt; what others ask for stays open'
);

select results_eq(
    'select id from privacy.due_requests', 'select id from export',
    'and it is due no more'
);

select throws_ok(
    format('select privacy.refuse_request(%L, '' '')', id),
    'PFP06', format('there is no open request %s, or no reason is given', id),
    'a refusal has a reason'
) from export;

select lives_ok(
    format('select privacy.refuse_request(%L, ''asked twice a day'')', id),
    'a request can be refused'
) from export;

select is_empty(
    'select * from privacy.due_requests',
    'and then it is due no more either'
);

select throws_ok(
    format('select privacy.refuse_request(%L, ''again'')', id),
    'PFP06', format('there is no open request %s, or no reason is given', id),
    'once'
) from export;

select throws_ok(
    $$select privacy.open_request('purge', 'club.member:grace@example.com')$$,
    'PFP06', 'a person asks for export or erase',
    'a person does not ask for a purge'
);

select throws_ok(
    $$select privacy.open_request('erase', 'club.guest:ada@example.com')$$,
    'PFP01', 'there is no such kind of person',
    'a request is of a kind of person that there is'
);

select throws_ok(
    $$select privacy.open_request('erase', 'club.member:')$$,
    'PFP01', 'there is no such kind of person',
    'and names one'
);

select throws_ok(
    $$select privacy.open_request('erase', 'club.member')$$,
    'PFP01', 'there is no such kind of person',
    'a kind alone is nobody'
);

create temporary table open as
select subject, privacy.open_request('erase', subject) as id from unnest(array['club.member:joan', 'club.member:jane']) as subject;

select set_eq(
    $$select subject, privacy.open_request('erase', subject) from open$$,
    'select * from open',
    'of several who ask for the same each has one request, and is given no one else''s'
);

select privacy.open_request('export', 'club.member:grace@example.com');
select privacy.open_request('export', 'club.member:00000000-0000-4000-8000-00000000000b');
select privacy.export('club.member:grace@example.com');

select results_eq(
    $$select status, count(*) from privacy.requests where action = 'export' group by status order by status$$,
    $$values ('done', 2::bigint), ('refused', 1)$$,
    'it answers every request of the person, under whatever name it was entered'
);

select throws_ok(
    $$select privacy.open_request(null, 'club.member:grace@example.com')$$,
    'PFP06', 'a person asks for export or erase',
    'nor for nothing'
);

set local app.current_user_id = '00000000-0000-4000-8000-00000000000b';
select privacy.open_request('erase', 'club.member:grace@example.com');
select privacy.open_request('export', 'club.member:grace@example.com');
select privacy.erase('club.member:grace@example.com', dry_run => false);

select results_eq(
    $$select reason, subject_key from privacy.requests where action = 'export' and status = 'refused' and reason ~ 'erased'$$,
    $$values ('the person was erased', null::text)$$,
    'what else the person had asked for is refused: there is nobody any more'
);

select is_empty(
    $$select * from privacy.requests where requests::text ~ '00000000-0000-4000-8000-00000000000b'$$,
    'who asks for the own erasure is not named by it'
);

select * from finish();
rollback;
