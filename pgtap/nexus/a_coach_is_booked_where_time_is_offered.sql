begin;
select plan(17);

select test.nexus_school();
select test.nexus_act('parent');
delete from nexus."CoachAvailability";

create function pg_temp.offer(starts text, ends text, available boolean default true, on_day date default null,
    since timestamptz default '2020-01-01', until timestamptz default null, recurring boolean default true)
returns void
language sql
as $$
    insert into nexus."CoachAvailability" ("coachId", "dayOfWeek", "startTime", "endTime", "isAvailable", "specificDate",
        "validFrom", "validUntil", "isRecurring")
    values ('coach', 1, starts, ends, available, on_day::timestamp at time zone nexus.time_zone(), since, until, recurring)
$$;
create function pg_temp.refused(starts text, ends text, because text, why text)
returns text
language sql
as $$
    select throws_ok(
        format('select test.nexus_book(starts => %L, ends => %L)', starts, ends),
        'NXB04', format('coach coach %s on %s from %s to %s', because, test.nexus_day(), starts, ends), why
    )
$$;

select pg_temp.refused('14:00', '15:00', 'offers no time', 'nothing is offered, nothing is booked');

select pg_temp.offer('09:00', '12:00'), pg_temp.offer('14:00', '16:00'), pg_temp.offer('16:00', '18:00');
select lives_ok($$select test.nexus_book(starts => '09:00', ends => '10:00')$$, 'a slot inside an offer is booked');
select pg_temp.refused('11:30', '12:30', 'offers no time', 'one that outlasts it is not');
select pg_temp.refused('15:30', '16:30', 'offers no time', 'two offers in a row are two offers');

select pg_temp.offer('10:30', '11:00', available => false);
select pg_temp.refused('10:00', '11:00', 'is not there', 'what is blocked every week is not booked');
select lives_ok($$select test.nexus_book(starts => '11:00', ends => '12:00')$$, 'what follows the block is');

select pg_temp.offer('14:00', '15:00', available => false, on_day => test.nexus_day());
select pg_temp.refused('14:30', '15:30', 'is not there', 'what is blocked on a date is not booked that day');
select lives_ok(
    $$select test.nexus_book(day => test.nexus_day(5), starts => '14:30', ends => '15:30')$$, 'it is the week after'
);
select lives_ok($$select test.nexus_book(starts => '16:00', ends => '17:00')$$, 'and the rest of the week''s pattern stays');

select pg_temp.offer('18:00', '20:00', on_day => test.nexus_day());
select pg_temp.refused('17:00', '18:00', 'offers no time', 'a date that offers time overrides the week');
select lives_ok($$select test.nexus_book(starts => '18:30', ends => '19:30')$$, 'with the time it offers');

delete from nexus."CoachAvailability";
select pg_temp.offer('09:00', '12:00', since => (test.nexus_day() + 1)::timestamptz);
select pg_temp.refused('10:00', '10:30', 'offers no time', 'an offer counts from when it is valid');
delete from nexus."CoachAvailability";
select pg_temp.offer('09:00', '12:00', until => test.nexus_day()::timestamp at time zone nexus.time_zone());
select pg_temp.refused('10:00', '10:30', 'offers no time', 'and until when it is');
delete from nexus."CoachAvailability";
select pg_temp.offer('09:00', '12:00', since => (test.nexus_day() + time '09:00') at time zone nexus.time_zone());
select lives_ok($$select test.nexus_book(starts => '10:00', ends => '11:00')$$, 'its first moment is one of them');
delete from nexus."CoachAvailability";
select pg_temp.offer('09:00', '12:00', until => (test.nexus_day() + time '09:00') at time zone nexus.time_zone());
select pg_temp.refused('10:00', '10:30', 'offers no time', 'and that in which it ends is not');
delete from nexus."CoachAvailability";
select pg_temp.offer('09:00', '12:00', recurring => false);
select pg_temp.refused('10:00', '10:30', 'offers no time', 'one that does not return every week needs its date');

select is(
    (select count(*) from nexus."SessionBooking"), 6::bigint, 'what was booked stays booked when the offer goes'
);

select * from finish();
rollback;
