begin;
select plan(3);

create temporary table given (name text, priority integer, due interval);
insert into given values
    ('late', 5, '1 minute'), ('early', 5, '2 minutes'), ('urgent', 0, '0 minutes'), ('idle', 9, '1 day');

do $$
begin
    perform platform.enqueue_job(
        'mail', 'note', jsonb_build_object('name', name), clock_timestamp() - due, priority
    )
    from given;
end
$$;

-- One at a time: of one batch the order says nothing.
create temporary table taken (n integer generated always as identity, name text);
do $$
begin
    for n in 1..4 loop
        insert into taken (name)
            select payload ->> 'name' from platform.claim_jobs('mail', 'ada');
    end loop;
end
$$;

select results_eq(
    'select name from taken order by n',
    array['urgent', 'early', 'late', 'idle'],
    'priority 0 comes first, 9 last; within one priority the job that was due first'
);

select lives_ok(
    $$select platform.enqueue_job('mail', 'note', not_before => clock_timestamp() + interval '1 hour')$$,
    'a job can be planned for later'
);

select is_empty(
    $$select * from platform.claim_jobs('mail', 'ada')$$,
    'a job planned for later is not given out before its time'
);

select * from finish();
rollback;
