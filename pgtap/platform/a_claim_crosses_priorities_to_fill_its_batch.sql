begin;
select plan(2);

do $$
begin
    for level in 0..9 loop
        perform platform.enqueue_job('mail', 'note', job_priority => level);
    end loop;
end
$$;

select results_eq(
    $$select priority from platform.claim_jobs('mail', 'ada', batch_size => 7) order by priority$$,
    'select generate_series(0, 6)::smallint',
    'a batch of seven takes the seven most urgent'
);

select results_eq(
    $$select priority from platform.claim_jobs('mail', 'ada', batch_size => 7) order by priority$$,
    'select generate_series(7, 9)::smallint',
    'the next one takes what is left, down to priority 9'
);

select * from finish();
rollback;
