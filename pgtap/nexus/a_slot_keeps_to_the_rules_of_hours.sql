begin;
select plan(16);

-- Friday 27 February 2026, 10:00 in Tunis.
create function pg_temp.refuse(day text, starts text default '14:00', ends text default '15:00')
returns text
language sql
as $$
    select nexus.session_hours_refuse(
        day::timestamp at time zone 'Africa/Tunis', starts, ends, timestamptz '2026-02-27 10:00+01'
    )
$$;

select is(pg_temp.refuse(day, starts, ends), expected, why)
from (values
    ('2026-03-02', '08:00', '11:00', null, 'three hours from 08:00 on a Monday can be booked'),
    ('2026-03-02', '19:30', '20:00', null, 'half an hour until 20:00 can'),
    ('2026-02-27', '10:00', '11:00', null, 'what begins now can'),
    ('2026-05-27', '14:00', '15:00', null, 'the same day three months later can'),
    ('2026-02-27', '09:30', '10:30', '2026-02-27 at 09:30 is past', 'what has begun cannot'),
    ('2026-02-26', '14:00', '15:00', '2026-02-26 at 14:00 is past', 'nor yesterday'),
    ('2026-05-28', '14:00', '15:00', '2026-05-28 is more than 3 months ahead: the last day is 2026-05-27',
     'nor a day later than three months'),
    ('2026-02-28', '14:00', '15:00', '2026-02-28 is a Saturday: sessions are held from Monday to Friday',
     'nor a Saturday'),
    ('2026-03-01', '14:00', '15:00', '2026-03-01 is a Sunday: sessions are held from Monday to Friday', 'nor a Sunday'),
    ('2026-03-02', '07:59', '09:00', 'from 07:59 to 09:00: sessions are held from 08:00 to 20:00', 'nor before 08:00'),
    ('2026-03-02', '19:00', '20:01', 'from 19:00 to 20:01: sessions are held from 08:00 to 20:00', 'nor after 20:00'),
    ('2026-03-02', '14:00', '14:29', 'from 14:00 to 14:29: a session takes 30 to 180 minutes, within a day',
     'nor 29 minutes'),
    ('2026-03-02', '14:00', '17:01', 'from 14:00 to 17:01: a session takes 30 to 180 minutes, within a day',
     'nor 181 minutes'),
    ('2026-03-02', '14:00', '13:00', 'from 14:00 to 13:00: a session takes 30 to 180 minutes, within a day',
     'nor past midnight'),
    ('2026-03-02', '2pm', '15:00', 'from ''2pm'' to ''15:00'': a time is written HH:MM', 'nor what is no time')
) as tried (day, starts, ends, expected, why);

select test.nexus_school();
select test.nexus_act('parent');
select throws_ok(
    $$select test.nexus_book('2026-03-02')$$,
    'NXB03', '2026-03-02 at 14:00 is past', 'a booking is held to them, now'
);

select * from finish();
rollback;
