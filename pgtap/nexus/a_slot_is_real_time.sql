begin;
select plan(29);

-- Nothing here depends on the zone of who asks.
set local timezone = 'Pacific/Auckland';

select is(nexus.time_zone(), 'Africa/Tunis', 'clocks are read in Tunis');

select is(
    nexus.slot(day::timestamptz, starts, ends), slot::tstzrange,
    format('%s from %s to %s is %s', day, starts, ends, slot)
)
from (values
    ('2026-03-02 00:00+00', '14:00', '15:00', '[2026-03-02 13:00+00, 2026-03-02 14:00+00)'),
    ('2026-03-02 22:59+00', '14:00', '15:00', '[2026-03-02 13:00+00, 2026-03-02 14:00+00)'),
    ('2026-03-01 23:00+00', '14:00', '15:00', '[2026-03-02 13:00+00, 2026-03-02 14:00+00)'),
    ('2026-03-02 23:00+00', '14:00', '15:00', '[2026-03-03 13:00+00, 2026-03-03 14:00+00)'),
    ('2026-07-02 00:00+00', '14:00', '15:00', '[2026-07-02 13:00+00, 2026-07-02 14:00+00)'),
    ('2026-03-02 00:00+00', '23:00', '24:00', '[2026-03-02 22:00+00, 2026-03-02 23:00+00)'),
    ('2026-03-02 00:00+00', '23:00', '00:00', '[2026-03-02 22:00+00, 2026-03-02 23:00+00)'),
    ('2026-03-02 00:00+00', '23:00', '01:00', '[2026-03-02 22:00+00, 2026-03-03 00:00+00)'),
    ('2026-03-02 00:00+00', '00:00', '24:00', '[2026-03-01 23:00+00, 2026-03-02 23:00+00)'),
    ('2026-12-31 00:00+00', '23:30', '00:30', '[2026-12-31 22:30+00, 2026-12-31 23:30+00)'),
    ('2026-03-02 00:00+00', '14:00', '14:00', '[2026-03-02 13:00+00, 2026-03-03 13:00+00)')
) as listed (day, starts, ends, slot);

-- Tunisia changed its clocks until 2008: on 30 March at 02:00 to 03:00, on 26 October at 03:00 back to 02:00.
select is(
    nexus.slot(day::timestamptz, starts, ends), slot::tstzrange,
    format('%s from %s to %s, when the clocks change, is %s', day, starts, ends, slot)
)
from (values
    ('2008-03-30 00:00+00', '01:00', '02:00', '[2008-03-30 00:00+00, 2008-03-30 01:00+00)'),
    ('2008-03-30 00:00+00', '01:00', '04:00', '[2008-03-30 00:00+00, 2008-03-30 02:00+00)'),
    ('2008-03-30 00:00+00', '02:00', '03:00', '[2008-03-30 01:00+00, 2008-03-30 02:00+00)'),
    ('2008-03-30 00:00+00', '02:30', '03:00', '[2008-03-30 01:30+00, 2008-03-30 02:00+00)'),
    ('2008-03-30 00:00+00', '03:00', '04:00', '[2008-03-30 01:00+00, 2008-03-30 02:00+00)'),
    ('2008-07-01 00:00+00', '14:00', '15:00', '[2008-07-01 12:00+00, 2008-07-01 13:00+00)'),
    ('2008-10-26 00:00+00', '01:00', '04:00', '[2008-10-25 23:00+00, 2008-10-26 03:00+00)'),
    ('2008-03-29 00:00+00', '23:00', '05:00', '[2008-03-29 22:00+00, 2008-03-30 03:00+00)')
) as listed (day, starts, ends, slot);

select is(
    nexus.slot('2026-03-29 12:00+00', '01:00', '04:00', 'Europe/Paris'),
    '[2026-03-29 00:00+00, 2026-03-29 02:00+00)',
    'another zone has other changes'
);

select is_empty(
    $$
        select starts, minutes
        from generate_series(timestamp '2008-03-30', '2008-03-30 23:45', '15 minutes') as starts
        cross join unnest(array[15, 30, 60, 180]) as minutes
        where isempty(nexus.slot(
            '2008-03-30 12:00+00', to_char(starts, 'HH24:MI'),
            to_char(starts + make_interval(mins => minutes), 'HH24:MI')
        ))
    $$,
    'no slot of the day on which an hour is skipped is empty'
);

select is(nexus.slot('2026-03-02 00:00+00', starts, ends), null, format('"%s" to "%s" is no slot', starts, ends))
from (values ('8:00', '09:00'), ('08:00', 'noon')) as malformed (starts, ends);

select is(nexus.minute_of_day(clock), minute, format('"%s" is minute %s', clock, coalesce(minute::text, 'none')))
from (values ('00:00', 0), ('24:00', 1440), ('24:01', null), ('112:00', null), ('12:000', null)) as listed (clock, minute);

select * from finish();
rollback;
