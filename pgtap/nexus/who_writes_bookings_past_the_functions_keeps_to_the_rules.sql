begin;
select plan(21);

select test.nexus_school(), test.nexus_user('bare', 'COACH'), test.nexus_act('parent');
select test.nexus_parent('stranger'), test.nexus_student('other', 'stranger');
insert into nexus.credit_transactions ("studentId", type, amount, description) values ('pupil', 'USAGE', -3, 'Before');
create temporary table booked as select test.nexus_book() as id;
set constraints nexus.session_is_paid immediate;
set constraints nexus.session_is_paid deferred;

create function pg_temp.book(
    id text, coach text default 'coach', starts text default '10:00', ends text default '11:00',
    status text default 'SCHEDULED', day date default test.nexus_day(1), instead_of text default null
)
returns void
language sql
as $$
    insert into nexus."SessionBooking" (
        id, "studentId", "coachId", "parentId", subject, title, "scheduledDate", "startTime", "endTime", duration, status,
        "rescheduledFromId"
    ) values (
        book.id, 'pupil', coach, 'parent', 'NSI', 'Lesson', book.day::timestamp at time zone nexus.time_zone(), starts, ends,
        nexus.minute_of_day(ends) - nexus.minute_of_day(starts), book.status::nexus."SessionStatus", instead_of
    )
$$;
create function pg_temp.enter(id text, type text, amount numeric) returns void language sql as $$
    insert into nexus.credit_transactions ("studentId", type, amount, description, "sessionId")
    values ('pupil', enter.type, enter.amount, 'Lesson', enter.id)
$$;
-- What is said of statements when their transaction ends; they are undone.
create function pg_temp.said(variadic statements text[]) returns text language plpgsql as $$
declare
    statement text;
begin
    foreach statement in array statements loop
        execute statement;
    end loop;
    set constraints nexus.session_is_paid immediate;
    raise exception 'nothing' using errcode = 'PT000';
exception
    when sqlstate 'PT000' or sqlstate 'NXB09' then return sqlerrm;
end
$$;

-- How it begins.
select throws_ok(
    format($$select pg_temp.book('b', status => %L)$$, status), 'NXB06', format('a booking was to begin as %s', status),
    format('no booking begins as %s', status)
) from unnest(array['CONFIRMED', 'IN_PROGRESS']) as status;
select is(
    pg_temp.said(format($$select pg_temp.book('b', status => %L, starts => '20:00', ends => '23:30', day => '2020-03-01')$$, status)),
    'nothing', format('one that is %s keeps to no hours, and costs nothing any more', status)
) from unnest(array['COMPLETED', 'CANCELLED', 'NO_SHOW']) as status;
select throws_ok(
    $$select pg_temp.book('b', 'bare')$$, 'NXB02', 'this cannot be booked: bare is not a coach',
    'who teaches nothing is not a coach'
);
select throws_ok(
    $$select pg_temp.book('b', 'assistant')$$, 'NXB02', 'this cannot be booked: assistant is not a coach',
    'nor is an assistant'
);

-- What does not change.
select matches(
    test.sqlstate(format('update nexus."SessionBooking" set %s', change)),
    '^NXB09: booking .* is for pupil with coach on .* and that does not change$', why
)
from (values
    ('"studentId" = ''other''', 'whom a booking is for stays'), ('"coachId" = ''bare''', 'so does with whom'),
    ('"rescheduledFromId" = id', 'and what it takes the place of')
) as tried (change, why);

-- What it costs.
select is(
    pg_temp.said($$select pg_temp.book('b')$$), 'booking b costs 1.00 session credits, and 0 were paid', 'a booking is paid'
);
select is(
    pg_temp.said($$select pg_temp.book('b')$$, $$select pg_temp.enter('b', 'USAGE', -1)$$), 'nothing',
    'in the transaction that writes it'
);
select is(
    pg_temp.said($$select pg_temp.book('b')$$, $$select pg_temp.enter('b', 'USAGE', -2)$$),
    'booking b costs 1.00 session credits, and 2.00 were paid', 'with what it costs'
);
select is(
    pg_temp.said($$select pg_temp.book('b')$$, $$select pg_temp.enter(null, 'USAGE', -1)$$),
    'booking b costs 1.00 session credits, and 0 were paid', 'by an entry that names it'
);
select is(
    pg_temp.said($$select pg_temp.book('b')$$, $$select pg_temp.enter('b', 'CREDIT_REQUEST', -1)$$),
    'booking b costs 1.00 session credits, and 0 were paid', 'and says that it was used'
);
select is(
    pg_temp.said($$select pg_temp.book('b')$$, $$delete from nexus."SessionBooking" where id = 'b'$$), 'nothing',
    'one that is taken back before is not paid, and another one is there'
);

-- One that was moved is paid already.
create function pg_temp.move(before text, after text default 'select') returns text language sql as $$
    select pg_temp.said(
        before, $said$update nexus."SessionBooking" set status = 'RESCHEDULED'$said$,
        $said$select pg_temp.book('b', instead_of => booked.id) from booked$said$, after
    )
$$;
select is(pg_temp.move('select'), 'nothing', 'who moves a booking has paid it');
select is(
    pg_temp.move($$select pg_temp.enter(id, 'CREDIT_REQUEST', -7) from booked$$), 'nothing',
    'whatever else is entered for it'
);
select is(
    pg_temp.move($$
        select set_config('session_replication_role', 'replica', true);
        delete from nexus.credit_transactions where "sessionId" is not null;
        select set_config('session_replication_role', 'origin', true)
    $$), 'booking b costs 1.00 session credits, and 0 were paid', 'unless it was not paid'
);
select is(
    pg_temp.move('select', $$select pg_temp.enter('b', 'USAGE', -2)$$),
    'booking b costs 1.00 session credits, and 2.00 were paid', 'and what is paid for the new one counts'
);
select is(
    (select array_agg(distinct n."userId" order by n."userId") from nexus."SessionNotification" as n),
    array['assistant', 'coach', 'parent'], 'coach, assistants and the parent are told, and no other parent'
);

select * from finish();
rollback;
