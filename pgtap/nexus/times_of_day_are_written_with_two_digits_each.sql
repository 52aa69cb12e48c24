begin;
select plan(49);

select test.nexus_world();
select test.nexus_rules_aside();

-- The end is out of the way while a beginning is tried, and the other way round.
create temporary table tried (relation text, what text, other text);
insert into tried values
    ('SessionBooking', 'startTime', '"endTime" = ''24:00'''), ('SessionBooking', 'endTime', '"startTime" = ''07:30'''),
    ('CoachAvailability', 'startTime', '"endTime" = ''24:00'''),
    ('CoachAvailability', 'endTime', '"startTime" = ''07:30''');

select lives_ok(
    format('update nexus.%I set %I = %L, %s', relation, what, clock, other),
    format('%s.%s may be %s', relation, what, clock)
)
from tried
cross join (values ('08:00'), ('19:59'), ('23:59')) as accepted (clock);

select throws_ok(
    format('update nexus.%I set %I = %L, %s', relation, what, clock, other),
    '23514',
    format('new row for relation "%s" violates check constraint "%1$s_%s_is_a_time"', relation, what),
    format('%s.%s cannot be "%s"', relation, what, clock)
)
from tried
cross join (values ('8:00'), ('24:01'), ('12:60'), ('noon'), (''), ('12:00:00'), (E'12:00\n')) as refused (clock);

select throws_ok(
    format('update nexus.%I set "startTime" = ''24:00'', "endTime" = ''23:00''', relation),
    '23514',
    case relation
        when 'SessionBooking'
        then 'new row for relation "SessionBooking" violates check constraint "SessionBooking_startTime_is_a_time"'
        else 'new row for relation "CoachAvailability" violates check constraint '
             '"CoachAvailability_endTime_is_after_startTime"'
    end,
    format('nothing in %s begins at the end of a day', relation)
)
from (values ('SessionBooking'), ('CoachAvailability')) as listed (relation);

select lives_ok(
    $$update nexus."SessionBooking" set "startTime" = '23:00', "endTime" = '24:00'$$,
    'a booking may end with the day'
);
select throws_ok(
    $$update nexus."SessionBooking" set "startTime" = '14:00', "endTime" = '14:00'$$,
    '23514',
    'new row for relation "SessionBooking" violates check constraint "SessionBooking_endTime_is_not_startTime"',
    'a booking does not end when it begins'
);
select lives_ok(
    $$update nexus."SessionBooking" set "startTime" = '23:00', "endTime" = '00:30'$$,
    'a booking may pass midnight'
);
select lives_ok(
    $$update nexus."CoachAvailability" set "startTime" = '00:00', "endTime" = '24:00'$$,
    'an availability may last all day'
);
select throws_ok(
    format('update nexus."CoachAvailability" set "startTime" = ''14:00'', "endTime" = %L', ends),
    '23514',
    'new row for relation "CoachAvailability" violates check constraint "CoachAvailability_endTime_is_after_startTime"',
    format('an availability from 14:00 cannot end at %s', ends)
)
from (values ('14:00'), ('13:59')) as refused (ends);

select lives_ok(
    $$update nexus."CoachAvailability" set "startTime" = '14:00', "endTime" = '14:01'$$,
    'it can a minute later'
);

select * from finish();
rollback;
