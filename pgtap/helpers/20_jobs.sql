-- Jobs whose ids are known, so that a message with an id in it can be pinned.

create function test.jobs(how_many integer, attempts_allowed integer default 10)
returns void
language plpgsql
as $$
begin
    alter table platform.jobs alter column id restart with 7001;
    for n in 1..how_many loop
        perform platform.enqueue_job('mail', 'note', attempts_allowed => attempts_allowed);
    end loop;
end
$$;

comment on function test.jobs(integer, integer) is
    'Jobs 7001, 7002, … in queue mail, in this order.';
