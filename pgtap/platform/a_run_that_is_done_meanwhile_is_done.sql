begin;
select plan(2);

insert into platform.runs (job, key) values ('bills', '2026-01'), ('mails', '2026-02');

-- Between the look and the lock another scheduler may run, to its end: here its row comes just before the caller's own.
create function pg_temp.run_by_another() returns trigger language plpgsql as $$
begin
    if pg_trigger_depth() = 1 then
        insert into platform.runs (job, key, finished_at) values (new.job, new.key, clock_timestamp());
    end if;
    return new;
end
$$;
create trigger run_by_another before insert on platform.runs for each row execute function pg_temp.run_by_another();

select is(
    platform.run_once('bills', '2026-02'), 'done',
    'a period that another finished meanwhile is done, whatever else of the job or of the period is running'
);

select results_eq(
    $$select job, key, finished_at is null from platform.runs order by job, key$$,
    $$values ('bills', '2026-01', true), ('bills', '2026-02', false), ('mails', '2026-02', true)$$,
    'and it stands once'
);

select * from finish();
rollback;
