-- depends: nexus-0127-add-sessionbooking-rescheduledfromid-key
--
-- When a coach can be booked. The rules of hours are in one place: session_hours_refuse() for a slot that somebody wants,
-- available_slots() for those that could be wanted. What a coach offers is CoachAvailability:
--
--   * a row for a date overrides the week: where a date has rows that offer time, the weekly rows count no more that day,
--     neither those that offer nor those that block;
--   * a row that is not available blocks, on its date or every week;
--   * a weekly row counts while it is valid; validity says nothing of rows for a date;
--   * a slot lies inside one row that offers: two adjacent rows are two offers.
--
-- Slots are read on the clocks of the platform's zone, whatever the session's; their length on the clock is their length
-- in time, since summer time begins and ends at night. The moment of asking is an argument, so that these rules can be
-- tried for any day; functions that book pass now().
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXB03', 'A slot breaks a rule of hours: past, too far ahead, weekend, before 08:00, after 20:00, too short or too long.', 'Choose another: nexus.available_slots().'),
    ('NXB04', 'The coach does not offer this time, or blocked it.', 'Choose another: nexus.available_slots().');

create function nexus.session_hours_refuse(
    day timestamptz,
    starts text,
    ends text,
    as_of timestamptz,
    zone text default nexus.time_zone()
)
returns text
    language plpgsql
    stable
    parallel safe
    security invoker
    set search_path = ''
as $$
declare
    first constant integer := nexus.minute_of_day(starts);
    last constant integer := nexus.minute_of_day(ends);
    on_day constant date := (day at time zone zone)::date;
    today constant date := (as_of at time zone zone)::date;
begin
    if first is null or last is null then
        return format('from %s to %s: a time is written HH:MM', quote_nullable(starts), quote_nullable(ends));
    elsif last - first not between 30 and 180 then
        return format('from %s to %s: a session takes 30 to 180 minutes, within a day', starts, ends);
    elsif first < 480 or last > 1200 then
        return format('from %s to %s: sessions are held from 08:00 to 20:00', starts, ends);
    elsif extract(isodow from on_day) > 5 then
        return format('%s is a %s: sessions are held from Monday to Friday', on_day,
                      case extract(isodow from on_day) when 6 then 'Saturday' else 'Sunday' end);
    elsif lower(nexus.slot(day, starts, ends, zone)) < as_of then
        return format('%s at %s is past', on_day, starts);
    elsif on_day > today + interval '3 months' then
        return format('%s is more than 3 months ahead: the last day is %s', on_day, (today + interval '3 months')::date);
    end if;
    return null;
end
$$;

comment on function nexus.session_hours_refuse(timestamptz, text, text, timestamptz, text) is
    'Why nobody can book this slot at that moment, with the figures; NULL if the rules of hours allow it.';

create function nexus.offers(
    coach_id text,
    first_day date,
    last_day date,
    zone text default nexus.time_zone()
)
returns table (day date, is_available boolean, hours int4range)
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
begin
    return query
    with days as (
        select d::date as day, d at time zone zone as midnight
        from generate_series(first_day::timestamp, last_day::timestamp, interval '1 day') as d
    ),
    counting as (
        select d.day, a."isAvailable",
               int4range(nexus.minute_of_day(a."startTime"), nexus.minute_of_day(a."endTime")) as hours,
               a."specificDate" is not null as dated,
               bool_or(a."specificDate" is not null and a."isAvailable") over (partition by d.day) as overridden
        from days as d
        join nexus."CoachAvailability" as a
            on a."coachId" = coach_id
           and case
                   when a."specificDate" is not null then (a."specificDate" at time zone zone)::date = d.day
                   else a."isRecurring" and a."dayOfWeek" = extract(dow from d.day)
                    and a."validFrom" <= d.midnight + make_interval(mins => nexus.minute_of_day(a."startTime"))
                    and coalesce(a."validUntil" > d.midnight + make_interval(mins => nexus.minute_of_day(a."startTime")), true)
               end
    )
    select c.day, c."isAvailable", c.hours
    from counting as c
    where c.dated or not c.overridden;
end
$$;

comment on function nexus.offers(text, date, date, text) is
    'The rows of CoachAvailability that count for a coach (an id of users) on each of these days: the hours offered and the '
    'hours blocked, in minutes from midnight.';

create function nexus.available_slots(
    coach_id text,
    first_day date,
    last_day date,
    minutes integer default 60,
    step integer default 30,
    as_of timestamptz default now(),
    zone text default nexus.time_zone()
)
returns table (day date, starts text, ends text, begins_at timestamptz, ends_at timestamptz)
    language sql
    stable
    security definer
    set search_path = ''
as $$
    with days as (
        select greatest(first_day, (as_of at time zone zone)::date) as first,
               least(last_day, ((as_of at time zone zone)::date + interval '3 months')::date) as last
    ),
    offers as materialized (
        select o.* from days as d, nexus.offers(coach_id, d.first, d.last, zone) as o where d.first <= d.last
    ),
    candidates as (
        select distinct o.day, at as first, at + minutes as last
        from offers as o
        cross join generate_series(
            greatest(480, lower(o.hours)), least(1200, upper(o.hours)) - minutes, greatest(step, 5)
        ) as at
        where o.is_available
    ),
    slots as (
        select c.day, c.first, c.last, to_char(make_interval(mins => c.first), 'HH24:MI') as starts,
               to_char(make_interval(mins => c.last), 'HH24:MI') as ends,
               c.day::timestamp at time zone zone as midnight
        from candidates as c
        where not exists (
            select from offers as o
            where o.day = c.day and not o.is_available and o.hours && int4range(c.first, c.last)
        )
    )
    select s.day, s.starts, s.ends, lower(range), upper(range)
    from slots as s
    cross join nexus.slot(s.midnight, s.starts, s.ends, zone) as range
    where nexus.session_hours_refuse(s.midnight, s.starts, s.ends, as_of, zone) is null
      and not exists (
          select from nexus."SessionBooking" as b
          where b."coachId" = coach_id and b.status in ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')
            and nexus.slot(b."scheduledDate", b."startTime", b."endTime") && range
      )
    order by s.day, s.first
$$;

comment on function nexus.available_slots(text, date, date, integer, integer, timestamptz, text) is
    'The slots of a length (30 to 180 minutes) that can be booked with a coach (an id of users) from one day to another, '
    'every step minutes from the beginning of what is offered. None in the past or more than 3 months ahead of as_of.';

grant execute on function nexus.available_slots(text, date, date, integer, integer, timestamptz, text)
    to nexus_app, nexus_user;
