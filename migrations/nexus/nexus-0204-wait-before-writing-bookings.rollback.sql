set local role nexus_owner;

drop trigger write_offers_in_turn on nexus."CoachAvailability";
drop function nexus.write_offers_in_turn();

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

create or replace function nexus.take_session(
    session_id text,
    new_status nexus."SessionStatus",
    new_day date default null
)
returns nexus."SessionBooking"
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE', 'COACH', 'PARENT', 'ELEVE');
    acting constant nexus."UserRole" := (select u.role from nexus.users as u where u.id = actor);
    booking nexus."SessionBooking";
    old_day date;
    way nexus.session_transitions;
    ways text;
begin
    select b.* into booking
    from nexus."SessionBooking" as b
    where b.id = session_id
      and (
          acting in ('ADMIN', 'ASSISTANTE')
          or actor in (b."studentId", b."coachId")
          or acting = 'PARENT' and exists (
              select
              from nexus.students as s
              join nexus.parent_profiles as p on p.id = s."parentId"
              where s."userId" = b."studentId" and p."userId" = actor
          )
      );
    if not found then
        raise exception 'there is no booking % of the actor''s', quote_nullable(session_id)
            using errcode = 'NXB05',
                  hint = 'Pupils, parents and coaches have their own bookings, ASSISTANTE and ADMIN all.';
    end if;
    if new_status in ('CANCELLED', 'RESCHEDULED') then
        perform from nexus.students as s where s."userId" = booking."studentId" for no key update;
    end if;
    if new_status = 'RESCHEDULED' then
        old_day := (booking."scheduledDate" at time zone nexus.time_zone())::date;
        perform nexus.lock_coach_day(booking."coachId", least(old_day, new_day));
        perform nexus.lock_coach_day(booking."coachId", greatest(old_day, new_day));
    end if;
    select b.* into booking from nexus."SessionBooking" as b where b.id = session_id for no key update;
    if not found then
        raise exception 'there is no booking % of the actor''s', quote_nullable(session_id)
            using errcode = 'NXB05',
                  hint = 'It was deleted in this moment.';
    end if;
    select t.* into way
    from nexus.session_transitions as t
    where t."oldStatus" = booking.status and t."newStatus" = new_status;
    if not found then
        select string_agg(t."newStatus"::text, ', ' order by t."newStatus") into ways
        from nexus.session_transitions as t
        where t."oldStatus" = booking.status;
        raise exception 'booking % is % and cannot become %', session_id, booking.status, new_status
            using errcode = 'NXB06',
                  hint = coalesce(format('From %s it goes to %s.', booking.status, ways), format('%s is final.', booking.status));
    end if;
    if acting <> all (way.roles) then
        raise exception 'only % may do this, and the actor is %',
            regexp_replace(array_to_string(way.roles, ', '), ', ([A-Z]+)$', ' or \1'), acting
            using errcode = 'NX002',
                  hint = 'Let somebody do it who has the role.';
    end if;
    return booking;
end
$$;
