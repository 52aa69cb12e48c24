-- depends: nexus-0188-purge-notifications
--
-- Who books asks for one day. offers() made a series of days of it, whose length the planner does not know: it planned the
-- query anew for each booking, which cost as much as four statements that are planned once. What counts on a day is now
-- said by offers_on(), in one place for the booking and for available_slots(); it is a part of the query that asks, and
-- planned with it. It runs with the rights of who asks, which are those of the functions that are open to people.
--
-- The trigger reads pupil and coach by one statement.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create function nexus.offers_on(
    coach_id text,
    on_day date,
    zone text default nexus.time_zone()
)
returns table (is_available boolean, hours int4range)
    language sql
    stable
    security invoker
begin atomic
    select c.is_available, c.hours
    from (
        select a."isAvailable" as is_available,
               int4range(nexus.minute_of_day(a."startTime"), nexus.minute_of_day(a."endTime")) as hours,
               a."specificDate" is not null as dated,
               bool_or(a."specificDate" is not null and a."isAvailable") over () as overridden
        from nexus."CoachAvailability" as a
        where a."coachId" = coach_id
          and case
                  when a."specificDate" is not null then (a."specificDate" at time zone zone)::date = on_day
                  else a."isRecurring" and a."dayOfWeek" = extract(dow from on_day)
                   and a."validFrom" <= on_day::timestamp at time zone zone
                       + make_interval(mins => nexus.minute_of_day(a."startTime"))
                   and coalesce(
                       a."validUntil" > on_day::timestamp at time zone zone
                           + make_interval(mins => nexus.minute_of_day(a."startTime")),
                       true
                   )
              end
    ) as c
    where c.dated or not c.overridden;
end;

comment on function nexus.offers_on(text, date, text) is
    'The rows of CoachAvailability that count for a coach (an id of users) on a day: the hours offered and the hours '
    'blocked, in minutes from midnight.';

revoke execute on function nexus.offers_on(text, date, text) from public;

create or replace function nexus.offers(
    coach_id text,
    first_day date,
    last_day date,
    zone text default nexus.time_zone()
)
returns table (day date, is_available boolean, hours int4range)
    language sql
    stable
    security invoker
begin atomic
    select d::date, o.is_available, o.hours
    from generate_series(first_day::timestamp, last_day::timestamp, interval '1 day') as d
    cross join nexus.offers_on(coach_id, d::date, zone) as o;
end;

create or replace function nexus.enter_session() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    people record;
    refusal text;
    slot constant int4range := int4range(nexus.minute_of_day(new."startTime"), nexus.minute_of_day(new."endTime"));
    on_day constant date := (new."scheduledDate" at time zone nexus.time_zone())::date;
    offered boolean;
    blocked boolean;
begin
    if new.status <> 'SCHEDULED' then
        if new.status in ('CONFIRMED', 'IN_PROGRESS') then
            raise exception 'a booking was to begin as %', new.status
                using errcode = 'NXB06',
                      hint = 'It begins as SCHEDULED.';
        end if;
        return new;
    end if;
    perform from nexus.students as s where s."userId" = new."studentId" for no key update;
    select pupil.role as pupil, p."userId" as parent, coach.role as coach, c.subjects into people
    from nexus.users as pupil
    join nexus.students as s on s."userId" = pupil.id
    join nexus.parent_profiles as p on p.id = s."parentId"
    left join nexus.users as coach on coach.id = new."coachId"
    left join nexus.coach_profiles as c on c."userId" = coach.id
    where pupil.id = new."studentId";
    refusal := case
        when people.pupil is distinct from 'ELEVE'
            then format('%s is not a pupil who is enrolled', new."studentId")
        when new."parentId" <> people.parent
            then format('%s is not the parent of %s', new."parentId", new."studentId")
        when people.coach is distinct from 'COACH' or people.subjects is null
            then format('%s is not a coach', new."coachId")
        when strpos(people.subjects, '"' || new.subject || '"') = 0
            then format('%s does not teach %s', new."coachId", new.subject)
    end;
    if refusal is not null then
        raise exception 'this cannot be booked: %', refusal
            using errcode = 'NXB02',
                  hint = 'Sessions are for pupils, booked by them or their parents, with coaches who teach the subject.';
    end if;
    refusal := nexus.session_hours_refuse(new."scheduledDate", new."startTime", new."endTime", now());
    if refusal is not null then
        raise exception '%', refusal
            using errcode = 'NXB03',
                  hint = 'Choose another slot: nexus.available_slots().';
    end if;
    perform nexus.lock_coach_day(new."coachId", on_day);
    select coalesce(bool_or(o.is_available and o.hours @> slot), false),
           coalesce(bool_or(not o.is_available and o.hours && slot), false)
        into offered, blocked
    from nexus.offers_on(new."coachId", on_day) as o;
    if blocked or not offered then
        raise exception 'coach % % on % from % to %', new."coachId",
            case when blocked then 'is not there' else 'offers no time' end, on_day, new."startTime", new."endTime"
            using errcode = 'NXB04',
                  hint = 'Choose another slot: nexus.available_slots().';
    end if;
    if new."rescheduledFromId" is not null and not exists (
        select from nexus."SessionBooking" as b
        where b.id = new."rescheduledFromId" and b.status = 'RESCHEDULED'
          and b."studentId" = new."studentId" and b."coachId" = new."coachId" and b."creditsUsed" = new."creditsUsed"
    ) then
        raise exception 'a booking was to take the place of %, which was not moved or is another''s',
            new."rescheduledFromId"
            using errcode = 'NXB09',
                  hint = 'Move it with nexus.reschedule_session().';
    end if;
    return new;
end
$$;
