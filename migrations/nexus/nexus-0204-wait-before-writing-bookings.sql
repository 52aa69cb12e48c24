-- depends: nexus-0203-drop-sessionreminder-sessionid-idx
--
-- Two deadlocks, and what ends them.
--
-- A booking that is confirmed or started is written anew, and so is its entry in the exclusion constraints: the server
-- looks for others in its slot, and waits for one that is being made there. That one had found the booking, and waited for
-- whoever confirms it. Now a new booking waits for those who change what is in its way before it is written, and is refused
-- before, with one look for the coach and one for the pupil, each by its index; this holds for those who write past the
-- functions, too. The functions that confirm and start lock pupil and day as those that book and move do: a transaction with
-- an older snapshot does not see what is in its way.
--
-- Who writes what a coach offers locked a row, then the coach's offers, row by row. A second one had locked another row of
-- the coach, and waited for the offers that the first one held, and the first for the row. Now those who write offers do so
-- one after the other, from before the first row on; bookings wait for those of their coach only, as before.
--
-- SHARE ROW EXCLUSIVE on "CoachAvailability" for an instant. Rewrites nothing, loses nothing.

set local role nexus_owner;

create function nexus.write_offers_in_turn() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('nexus.offers', 0));
    return null;
end
$$;

comment on function nexus.write_offers_in_turn() is
    'BEFORE STATEMENT trigger on CoachAvailability: waits, before any row is locked, for others who write offers.';

revoke execute on function nexus.write_offers_in_turn() from public;

create trigger write_offers_in_turn
    before insert or update or delete on nexus."CoachAvailability"
    for each statement execute function nexus.write_offers_in_turn();

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
    if new_status in ('CANCELLED', 'RESCHEDULED', 'CONFIRMED', 'IN_PROGRESS') then
        perform from nexus.students as s where s."userId" = booking."studentId" for no key update;
    end if;
    -- What stays in its slot is written into the exclusion constraints anew, as a new booking is.
    if new_status in ('RESCHEDULED', 'CONFIRMED', 'IN_PROGRESS') then
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
