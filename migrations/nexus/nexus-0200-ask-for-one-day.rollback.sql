set local role nexus_owner;

create or replace function nexus.enter_session() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    pupil record;
    coach record;
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
    select u.role, p."userId" as parent into pupil
    from nexus.users as u
    left join nexus.students as s on s."userId" = u.id
    left join nexus.parent_profiles as p on p.id = s."parentId"
    where u.id = new."studentId";
    select u.role, c.subjects into coach
    from nexus.users as u
    left join nexus.coach_profiles as c on c."userId" = u.id
    where u.id = new."coachId";
    refusal := case
        when pupil.role is distinct from 'ELEVE' or pupil.parent is null
            then format('%s is not a pupil who is enrolled', new."studentId")
        when new."parentId" <> pupil.parent
            then format('%s is not the parent of %s', new."parentId", new."studentId")
        when coach.role is distinct from 'COACH' or coach.subjects is null
            then format('%s is not a coach', new."coachId")
        when strpos(coach.subjects, '"' || new.subject || '"') = 0
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
    from nexus.offers(new."coachId", on_day, on_day) as o;
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

create or replace function nexus.offers(
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

drop function nexus.offers_on(text, date, text);
