begin;
select plan(6);

insert into platform.jobs (queue, kind, attempts, max_attempts, worker, leased_until)
values ('mail', 'late', 1, 3, 'ada', now() - interval '2 hours'), ('mail', 'later', 3, 3, 'ada', now() - interval '1 hour'),
       ('mail', 'busy', 1, 3, 'ada', now() + interval '1 hour');

select results_eq(
    $$select r.requeued, r.failed from generate_series(1, 3) as n, lateral platform.rescue_jobs(1 + 0 * n) as r$$,
    'values (1, 0), (0, 1), (0, 0)',
    'one is rescued at a time, the one that waits longest first'
);

select set_eq(
    'select kind, worker from platform.jobs', $$values ('late', null::text), ('busy', 'ada')$$,
    'what is worked on is left alone'
);

select results_eq(
    $$select test.sqlstate(format('select platform.rescue_jobs(%L)', n)) from unnest(array[0, 1001, null, 1000]) as n$$,
    array[
        'PFJ01: a batch of 0 jobs: it is 1 to 1000', 'PFJ01: a batch of 1001 jobs: it is 1 to 1000',
        'PFJ01: a batch of NULL jobs: it is 1 to 1000', null
    ],
    'a batch is not too small and not too large'
);

insert into platform.idempotency_keys (operation, actor, key, fingerprint, answer, answered_at, created_at, expires_at)
select operation, actor, key, sha256('x'), '1', now(), now() - interval '1 day', now() + expires
from (values ('pay', '', 'key-0001', interval '1 hour'), ('pay', '', 'key-0002', '-1 hour'), ('send', '', 'key-0002', '1 hour'),
             ('pay', 'ada', 'key-0002', '1 hour')) as t (operation, actor, key, expires);

select ok(
    (select not replayed from platform.begin_once('pay', 'key-0002', '{}')),
    'a key whose time is over begins anew'
);

select set_eq(
    'select operation, actor, key, answer is null from platform.idempotency_keys',
    $$values ('pay', '', 'key-0001', false), ('pay', '', 'key-0002', true), ('send', '', 'key-0002', false), ('pay', 'ada', 'key-0002', false)$$,
    'and no other does, of another key, operation or actor'
);

insert into platform.runs (job, key) values ('nightly', '2026-01-02'), ('hourly', '2026-01-01');
insert into platform.runs (job, key, finished_at) values ('nightly', '2026-01-01', clock_timestamp());

select results_eq(
    $$select platform.run_once(job, key) from (values
        (1, 'nightly', '2026-01-01'), (2, 'nightly', '2026-01-02'), (3, 'nightly', '2026-01-03'), (4, 'hourly', '2026-01-01')
      ) as t (n, job, key) order by n$$,
    array['done', 'running', 'run', 'running'],
    'a run is done, running or to be run, each by itself'
);

select * from finish();
rollback;
