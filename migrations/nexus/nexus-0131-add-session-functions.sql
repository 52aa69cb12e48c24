-- depends: nexus-0130-add-booking-functions
--
-- What happens to a booking after it was made: each function asks nexus.session_transitions whether it can, and whether the
-- actor's role may; pupil, parent and coach may for bookings of theirs only.
--
-- A cancellation gives the credits back with 24 hours' notice, 48 for a group; when an ASSISTANTE or ADMIN cancels, always.
-- With less notice pupil and parent cannot move a booking either, or moving it first would give back what cancelling does
-- not. A booking that is moved keeps its price and its payment.
--
-- Lock order: the pupil's row, the coach's offers, the coach's days (a move: the old and the new one, the earlier first), the
-- booking, the lots, the rest. A booking's pupil, coach and day do not change, so they are read before they are locked.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXB05', 'There is no such booking, or it is not the actor''s.', 'Check the id.'),
    ('NXB07', 'It is too early or too late for this.', 'See the message: it has the times.');

create function nexus.session_notice(session_type nexus."SessionType") returns interval
    language sql
    immutable
    parallel safe
    security invoker
    return case when session_type in ('GROUP', 'MASTERCLASS') then interval '48 hours' else interval '24 hours' end;

comment on function nexus.session_notice(nexus."SessionType") is
    'How long before its beginning a session is cancelled or moved without loss.';

create function nexus.take_session(
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

comment on function nexus.take_session(text, nexus."SessionStatus", date) is
    'Locks a booking that the actor is about to bring into a state, and returns it as it is. Raises NX001, NX002, NXB05, '
    'NXB06.';

create function nexus.confirm_session(session_id text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    booking nexus."SessionBooking" := nexus.take_session(session_id, 'CONFIRMED');
begin
    update nexus."SessionBooking" as b set status = 'CONFIRMED' where b.id = session_id;
    perform nexus.tell_session(booking, 'SESSION_CONFIRMED', 'Séance confirmée');
end
$$;

comment on function nexus.confirm_session(text) is
    'The coach will be there. By the coach, ASSISTANTE or ADMIN. Raises NX001, NX002, NXB05, NXB06.';

create function nexus.start_session(session_id text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    booking nexus."SessionBooking" := nexus.take_session(session_id, 'IN_PROGRESS');
    begins constant timestamptz := lower(nexus.slot(booking."scheduledDate", booking."startTime", booking."endTime"));
begin
    if now() < begins - interval '15 minutes' then
        raise exception 'booking % begins at %, and it is %', session_id, begins, date_trunc('second', now())
            using errcode = 'NXB07',
                  hint = 'A session starts 15 minutes early at most.';
    end if;
    update nexus."SessionBooking" as b set status = 'IN_PROGRESS' where b.id = session_id;
end
$$;

comment on function nexus.start_session(text) is
    'The session begins, 15 minutes early at most. By the coach, ASSISTANTE or ADMIN. Raises NX001, NX002, NXB05, NXB06, '
    'NXB07.';

create function nexus.complete_session(session_id text, note text default null) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    booking nexus."SessionBooking" := nexus.take_session(session_id, 'COMPLETED');
begin
    update nexus."SessionBooking" as b
    set status = 'COMPLETED', "studentAttended" = true, "coachNotes" = coalesce(note, b."coachNotes")
    where b.id = session_id;
    perform nexus.tell_session(booking, 'SESSION_COMPLETED', 'Séance terminée');
end
$$;

comment on function nexus.complete_session(text, text) is
    'The session took place; a note of the coach stays with it. By the coach, ASSISTANTE or ADMIN. Raises NX001, NX002, NXB05, '
    'NXB06.';

create function nexus.no_show_session(session_id text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    booking nexus."SessionBooking" := nexus.take_session(session_id, 'NO_SHOW');
    begins constant timestamptz := lower(nexus.slot(booking."scheduledDate", booking."startTime", booking."endTime"));
begin
    if now() < begins then
        raise exception 'booking % begins at %, and it is %', session_id, begins, date_trunc('second', now())
            using errcode = 'NXB07',
                  hint = 'Nobody is missed before the beginning.';
    end if;
    update nexus."SessionBooking" as b set status = 'NO_SHOW', "studentAttended" = false where b.id = session_id;
end
$$;

comment on function nexus.no_show_session(text) is
    'The pupil did not come; nothing is given back. By the coach, ASSISTANTE or ADMIN. Raises NX001, NX002, NXB05, NXB06, '
    'NXB07.';

create function nexus.cancel_session(
    session_id text,
    reason text,
    out refunded numeric,
    out balance numeric
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    booking nexus."SessionBooking";
    begins timestamptz;
    paid text;
begin
    if reason is null or reason !~ '\S' or length(reason) > 500 then
        raise exception 'booking % was to be cancelled with a reason of % characters',
            quote_nullable(session_id), coalesce(length(reason), 0)
            using errcode = 'NXB08',
                  hint = 'Give one of 1 to 500 characters.';
    end if;
    booking := nexus.take_session(session_id, 'CANCELLED');
    begins := lower(nexus.slot(booking."scheduledDate", booking."startTime", booking."endTime"));
    update nexus."SessionBooking" as b
    set status = 'CANCELLED', "cancellationReason" = reason
    where b.id = session_id;
    delete from nexus."SessionReminder" as r where r."sessionId" = session_id and not r.sent;
    perform nexus.tell_session(booking, 'SESSION_CANCELLED', 'Séance annulée');
    refunded := 0;
    paid := nexus.paid_booking(session_id);
    if paid is not null and (
        begins - now() >= nexus.session_notice(booking.type)
        or exists (
            select from nexus.users as u
            where u.id = platform.actor_id() and u.role in ('ADMIN', 'ASSISTANTE')
        )
    ) then
        select r.balance into balance
        from nexus.refund_credits(session_id, 'Annulée : ' || booking.title) as r;
        refunded := booking."creditsUsed";
    else
        balance := (select s.credits from nexus.students as s where s."userId" = booking."studentId");
    end if;
end
$$;

comment on function nexus.cancel_session(text, text) is
    'Cancels a booking with a reason (1 to 500 characters). Gives its credits back with 24 hours'' notice (48 for a group), or '
    'when an ASSISTANTE or ADMIN cancels. By pupil, parent, coach, ASSISTANTE or ADMIN. Raises NX001, NX002, NXB05, NXB06, '
    'NXB08.';

create function nexus.reschedule_session(
    old_session text,
    day date,
    starts text,
    ends text,
    idempotency_key text default null,
    out session_id text,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE', 'COACH', 'PARENT', 'ELEVE');
    booking nexus."SessionBooking";
    notice interval;
    answer jsonb;
    broken text;
begin
    if idempotency_key is not null then
        select o.replayed, o.answer into replayed, answer
        from platform.begin_once('nexus.reschedule_session', idempotency_key, jsonb_build_object(
            'session', old_session, 'day', day, 'starts', starts, 'ends', ends
        )) as o;
        if replayed then
            session_id := answer ->> 'session';
            return;
        end if;
    end if;
    replayed := false;
    begin
        booking := nexus.take_session(old_session, 'RESCHEDULED', day);
        notice := lower(nexus.slot(booking."scheduledDate", booking."startTime", booking."endTime")) - now();
        if notice < nexus.session_notice(booking.type)
            and exists (select from nexus.users as u where u.id = actor and u.role in ('PARENT', 'ELEVE'))
        then
            raise exception 'booking % begins in %, and % are needed to move it',
                old_session, date_trunc('minute', notice), nexus.session_notice(booking.type)
                using errcode = 'NXB07',
                      hint = 'Ask the coach or an assistant.';
        end if;
        update nexus."SessionBooking" as b set status = 'RESCHEDULED' where b.id = old_session;
        delete from nexus."SessionReminder" as r where r."sessionId" = old_session and not r.sent;
        insert into nexus."SessionBooking" as b (
            "studentId", "coachId", "parentId", subject, title, description, "scheduledDate", "startTime", "endTime",
            duration, type, modality, "meetingUrl", "meetingId", location, "creditsUsed", "studentNotes",
            "rescheduledFromId"
        ) values (
            booking."studentId", booking."coachId", booking."parentId", booking.subject, booking.title,
            booking.description, day::timestamp at time zone nexus.time_zone(), starts, ends,
            nexus.minute_of_day(ends) - nexus.minute_of_day(starts), booking.type, booking.modality,
            booking."meetingUrl", booking."meetingId", booking.location, booking."creditsUsed", booking."studentNotes",
            old_session
        )
        returning b.* into booking;
    exception when exclusion_violation or serialization_failure or deadlock_detected then
        get stacked diagnostics broken = constraint_name;
        raise exception 'slot taken, choose another: % is booked on % from % to %',
            case when broken = 'SessionBooking_student_no_overlap_excl' then 'the pupil' else 'the coach' end,
            day, starts, ends
            using errcode = 'NXB01',
                  hint = 'nexus.available_slots(coach, from, to) lists those that are free.';
    end;
    session_id := booking.id;
    perform nexus.tell_session(booking, 'SESSION_RESCHEDULED', 'Séance déplacée');
    perform nexus.remind_of_session(booking);
    if idempotency_key is not null then
        perform platform.answer_once('nexus.reschedule_session', idempotency_key, jsonb_build_object(
            'session', session_id
        ));
    end if;
end
$$;

comment on function nexus.reschedule_session(text, date, text, text, text) is
    'Moves a booking to another slot of the same coach: the old one becomes RESCHEDULED, a new one takes its place, its price '
    'and its payment. Pupil and parent need the notice of a cancellation. Raises NXB01 if the slot is taken; NX001, NX002, '
    'NXB05, NXB06, NXB07 who may and when; NXB02, NXB03, NXB04 what may; PFI01, PFI02 the key.';

grant execute on function
    nexus.confirm_session(text),
    nexus.start_session(text),
    nexus.complete_session(text, text),
    nexus.no_show_session(text),
    nexus.cancel_session(text, text),
    nexus.reschedule_session(text, date, text, text, text)
    to nexus_app, nexus_user;
