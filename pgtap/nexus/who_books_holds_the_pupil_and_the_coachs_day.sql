begin;
select plan(5);

-- The lock of all offers, in this transaction.
create function pg_temp.writes_offers()
returns boolean
language sql
as $$
    select exists (
        select from pg_locks as l
        where l.locktype = 'advisory' and l.pid = pg_backend_pid() and l.objsubid = 1 and l.mode = 'ExclusiveLock'
          and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('nexus.offers', 0)
    )
$$;

update nexus."CoachAvailability" set "isRecurring" = true where false;
select ok(pg_temp.writes_offers(), 'who writes offers has its turn before any row is locked, be there none');

select test.nexus_school();

-- Advisory locks of this transaction: those of two keys are days, those of one are offers.
create function pg_temp.held(coach text)
returns setof text
language sql
as $$
    select case
               when l.objsubid = 2 then 'day ' || (date '2000-01-01' + l.objid::bigint::integer)
               else 'offers'
           end || ', ' || l.mode
    from pg_locks as l
    where l.locktype = 'advisory' and l.pid = pg_backend_pid()
      and case l.objsubid
              when 2 then l.classid::bigint = hashtext(coach)::bigint & 4294967295
              else (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('nexus.offers ' || coach, 0)
          end
$$;

select set_eq(
    $$select pg_temp.held('coach')$$,
    $$values ('offers, ExclusiveLock')$$,
    'before anything is booked, only what the coach offers is held, by who offered it'
);
-- Who locks a row is written there: a subtransaction, which is what a test runs in, by its own number.
create temporary table before as select s.xmax as held_by from nexus.students as s;

select lives_ok(
    $$
        insert into nexus."SessionBooking" (
            "studentId", "coachId", "parentId", subject, title, "scheduledDate", "startTime", "endTime", duration
        ) values (
            'pupil', 'coach', 'parent', 'NSI', 'Lesson', test.nexus_day(1)::timestamp at time zone nexus.time_zone(),
            '10:00', '11:00', 60
        )
    $$,
    'a booking is written, and paid later in the transaction'
);

select isnt(
    (select s.xmax::text from nexus.students as s), (select held_by::text from before),
    'the pupil is held by who books'
);

select set_eq(
    $$select pg_temp.held('coach')$$,
    $$values ('offers, ExclusiveLock'), ('offers, ShareLock'), ('day ' || test.nexus_day(1) || ', ExclusiveLock')$$,
    'so are what the coach offers, shared, and the day'
);

select * from finish();
rollback;
