begin;
select plan(6);

select test.nexus_school(), test.nexus_act('assistant');
select test.nexus_booking(
    'b', 'pupil', 'coach', '10:00', '11:00', (test.nexus_day(2)::timestamp at time zone nexus.time_zone())::text
);

-- What is locked for a change of state, days in their order; it is given back at once.
create function pg_temp.held(new_status nexus."SessionStatus", new_day date default null)
returns text
language plpgsql
as $$
declare
    before constant text := (select s.xmax::text from nexus.students as s);
begin
    perform nexus.take_session('b', new_status, new_day);
    raise exception '%', (
        select concat_ws(
            ', ',
            case when (select s.xmax::text from nexus.students as s) <> before then 'pupil' end,
            string_agg('day ' || (date '2000-01-01' + l.objid::bigint::integer - test.nexus_day()), ', ' order by l.objid)
        )
        from pg_locks as l
        where l.locktype = 'advisory' and l.pid = pg_backend_pid() and l.objsubid = 2
          and l.classid::bigint = hashtext('coach')::bigint & 4294967295
    );
exception
    when raise_exception then
        return sqlerrm;
end
$$;

select is(pg_temp.held('CONFIRMED'), 'pupil, day 2', 'who confirms a booking holds the pupil and the day');
select is(pg_temp.held('IN_PROGRESS'), 'pupil, day 2', 'so does who starts it');
select is(pg_temp.held('RESCHEDULED', test.nexus_day(3)), 'pupil, day 2, day 3', 'who moves it holds the other day, too');
select is(pg_temp.held('RESCHEDULED', test.nexus_day(1)), 'pupil, day 1, day 2', 'be it later or earlier');
select is(pg_temp.held('CANCELLED'), 'pupil', 'who cancels it gives its time back, and holds the pupil, who may be paid back');
select is(pg_temp.held('NO_SHOW'), '', 'whom nobody saw is not held');

select * from finish();
rollback;
