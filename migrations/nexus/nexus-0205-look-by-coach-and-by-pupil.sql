-- depends: nexus-0204-wait-before-writing-bookings
--
-- What is in the way of a booking is looked for twice, with the coach and with the pupil. One look for either of them went
-- through everybody's bookings of that time.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

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
    hours constant tstzrange := nexus.slot(new."scheduledDate", new."startTime", new."endTime");
    offered boolean;
    blocked boolean;
    taken record;
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
    -- Whoever changes a booking that is in the way is waited for here, before there is an entry of the new one in the
    -- exclusion constraints that would make that one wait too. For the first only, and then it is refused: a booking
    -- that waits holds no other. One look for the coach and one for the pupil, each by its index.
    select b.id, 'SessionBooking_no_overlap_excl' as broken into taken
    from nexus."SessionBooking" as b
    where b."coachId" = new."coachId"
      and nexus.slot(b."scheduledDate", b."startTime", b."endTime") && hours
      and b.status in ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')
    limit 1
    for share;
    if not found then
        select b.id, 'SessionBooking_student_no_overlap_excl' as broken into taken
        from nexus."SessionBooking" as b
        where b."studentId" = new."studentId"
          and nexus.slot(b."scheduledDate", b."startTime", b."endTime") && hours
          and b.status in ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')
        limit 1
        for share;
    end if;
    if found then
        raise exception 'conflicting key value violates exclusion constraint "%"', taken.broken
            using errcode = '23P01',
                  constraint = taken.broken, schema = tg_table_schema, table = tg_table_name,
                  detail = format('From %s to %s there is booking %s.', lower(hours), upper(hours), taken.id);
    end if;
    return new;
end
$$;
