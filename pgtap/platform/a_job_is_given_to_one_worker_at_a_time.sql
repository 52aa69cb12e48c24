begin;
select plan(6);

create temporary table made as
    select e.job_id from generate_series(1, 3) as n, platform.enqueue_job('mail', 'welcome', jsonb_build_object('n', n)) as e;

create temporary table first_claim as select * from platform.claim_jobs('mail', 'ada', batch_size => 2);

select is(
    (select array_agg(id order by id) from first_claim),
    (select array_agg(job_id order by job_id) from (select job_id from made order by job_id limit 2) as oldest),
    'a worker is given as many jobs as it asks for, the oldest'
);

select set_eq(
    'select worker, attempts, leased_until > clock_timestamp() + interval ''50 seconds'' from first_claim',
    $$values ('ada', 1, true)$$,
    'each is in its first attempt and has a lease of a minute'
);

select set_eq(
    $$select id from platform.claim_jobs('mail', 'grace', batch_size => 10)$$,
    'select max(job_id) from made',
    'the next worker is given what is left'
);

select is_empty(
    $$select * from platform.claim_jobs('mail', 'edsger', batch_size => 10)$$,
    'when all are taken there is nothing to claim'
);

select is_empty(
    $$select * from platform.claim_jobs('ingestion', 'ada', batch_size => 10)$$,
    'another queue has jobs of its own'
);

select results_eq(
    'select attempts, worker from platform.jobs order by id',
    $$values (1, 'ada'), (1, 'ada'), (1, 'grace')$$,
    'the queue says who has which'
);

select * from finish();
rollback;
