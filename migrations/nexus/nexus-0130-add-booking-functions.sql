-- depends: nexus-0129-keep-bookings
--
-- book_session(): the booking, what it costs, who is told and when everybody is reminded, in one transaction. The rules are
-- those of the triggers; the function asks who the actor is, knows the price, and turns what can happen when two want the
-- same slot (23P01, 40001, 40P01) into one error: the slot is taken, choose another.
--
-- It is right at every isolation level and made for READ COMMITTED: what it reads is locked before it is read. At SERIALIZABLE
-- the server may refuse the commit itself with 40001, which no function can translate; the caller then tries again.
--
-- A caller's key makes a repeated call answer what the first one did (platform.begin_once: PFI01 when the key was used
-- for another request). It belongs to the request and not to the slot: who cancels and books the same slot again takes
-- another key.
--
-- Lock order: the key (advisory), then as the triggers do: the pupil's row, the coach's offers, the coach's day, the booking,
-- the lots, the rest.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXB01', 'The slot is taken, or was in this moment.', 'Choose another: nexus.available_slots().');

create table nexus.session_costs (
    service nexus."ServiceType" not null,
    credits numeric(10, 2) not null,
    constraint session_costs_pkey primary key (service),
    constraint session_costs_credits_is_1_to_10 check (credits between 1 and 10)
);

comment on table nexus.session_costs is
    'What a session costs. A booking keeps the price it was made for.';
comment on column nexus.session_costs.service is
    'What is taught how.';
comment on column nexus.session_costs.credits is
    'Session credits.';

insert into nexus.session_costs (service, credits) values
    ('COURS_ONLINE', 1), ('COURS_PRESENTIEL', 1.25), ('ATELIER_GROUPE', 1.5);

grant select on nexus.session_costs to nexus_app, nexus_user, nexus_readonly;

create function nexus.service_of(session_type nexus."SessionType", modality nexus."SessionModality")
returns nexus."ServiceType"
    language sql
    immutable
    parallel safe
    security invoker
    return case
        when session_type in ('GROUP', 'MASTERCLASS') then 'ATELIER_GROUPE'::nexus."ServiceType"
        when modality = 'IN_PERSON' then 'COURS_PRESENTIEL'::nexus."ServiceType"
        else 'COURS_ONLINE'::nexus."ServiceType"
    end;

comment on function nexus.service_of(nexus."SessionType", nexus."SessionModality") is
    'Which service a booking is: a group is a workshop wherever it meets, a lesson is online unless it is in person.';

create function nexus.tell_session(
    booking nexus."SessionBooking",
    kind nexus."NotificationType",
    heading text,
    with_pupil boolean default true
)
returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    insert into nexus."SessionNotification" ("sessionId", "userId", type, title, message, method)
    select booking.id, told.id, kind, heading,
           format('%s, le %s de %s à %s', booking.title,
                  to_char(booking."scheduledDate" at time zone nexus.time_zone(), 'DD/MM/YYYY'),
                  booking."startTime", booking."endTime"),
           told.method::nexus."NotificationMethod"
    from (
        select booking."coachId" as id, 'EMAIL' as method
        union all
        select u.id, 'IN_APP' from nexus.users as u where u.role = 'ASSISTANTE'
        union all
        select p."userId", 'EMAIL'
        from nexus.students as s
        join nexus.parent_profiles as p on p.id = s."parentId"
        where s."userId" = booking."studentId"
        union all
        select booking."studentId", 'IN_APP' where with_pupil
    ) as told
    on conflict ("sessionId", "userId", type, method) do nothing;
end
$$;

comment on function nexus.tell_session(nexus."SessionBooking", nexus."NotificationType", text, boolean) is
    'Tells the coach and the parent by mail, every ASSISTANTE and, if wanted, the pupil in the application.';

create function nexus.remind_of_session(booking nexus."SessionBooking") returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    begins constant timestamptz := lower(nexus.slot(booking."scheduledDate", booking."startTime", booking."endTime"));
begin
    insert into nexus."SessionReminder" ("sessionId", "reminderType", "scheduledFor")
    select booking.id, r.kind::nexus."ReminderType", begins - r.before
    from (values
        ('ONE_DAY_BEFORE', interval '24 hours'), ('TWO_HOURS_BEFORE', '2 hours'), ('THIRTY_MINUTES_BEFORE', '30 minutes')
    ) as r (kind, before)
    where begins - r.before > now();
end
$$;

comment on function nexus.remind_of_session(nexus."SessionBooking") is
    'Plans the reminders of a booking: a day, two hours and half an hour before, those of them that are to come.';

create function nexus.book_session(
    student_id text,
    coach_id text,
    subject nexus."Subject",
    title text,
    day date,
    starts text,
    ends text,
    session_type nexus."SessionType" default 'INDIVIDUAL',
    modality nexus."SessionModality" default 'ONLINE',
    description text default null,
    note text default null,
    place text default null,
    idempotency_key text default null,
    out session_id text,
    out credits numeric,
    out balance numeric,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('PARENT', 'ELEVE');
    pupil record;
    booking nexus."SessionBooking";
    answer jsonb;
    broken text;
begin
    select s.id, p."userId" as parent into pupil
    from nexus.students as s
    join nexus.parent_profiles as p on p.id = s."parentId"
    where s."userId" = student_id;
    if (actor in (student_id, pupil.parent)) is not true then
        raise exception 'the actor may not book for pupil %', quote_nullable(student_id)
            using errcode = 'NX003',
                  hint = 'A pupil books for himself, a parent for own children; name the pupil''s account.';
    end if;
    if idempotency_key is not null then
        select o.replayed, o.answer into replayed, answer
        from platform.begin_once('nexus.book_session', idempotency_key, jsonb_build_object(
            'student', student_id, 'coach', coach_id, 'subject', subject, 'title', title, 'day', day, 'starts', starts,
            'ends', ends, 'type', session_type, 'modality', modality, 'description', description, 'note', note,
            'place', place
        )) as o;
        if replayed then
            session_id := answer ->> 'session';
            credits := (answer ->> 'credits')::numeric;
            balance := (answer ->> 'balance')::numeric;
            return;
        end if;
    end if;
    replayed := false;
    select c.credits into credits
    from nexus.session_costs as c
    where c.service = nexus.service_of(session_type, modality);
    begin
        insert into nexus."SessionBooking" as b (
            "studentId", "coachId", "parentId", subject, title, description, "scheduledDate", "startTime", "endTime",
            duration, type, modality, location, "creditsUsed", "studentNotes"
        ) values (
            student_id, coach_id, nullif(actor, student_id), book_session.subject, book_session.title,
            book_session.description, day::timestamp at time zone nexus.time_zone(), starts, ends,
            nexus.minute_of_day(ends) - nexus.minute_of_day(starts), session_type, book_session.modality, place,
            book_session.credits, note
        )
        returning b.* into booking;
        select s.balance into balance
        from nexus.spend_credits(pupil.id, book_session.credits, 'Séance : ' || book_session.title, booking.id) as s;
    exception when exclusion_violation or serialization_failure or deadlock_detected then
        get stacked diagnostics broken = constraint_name;
        raise exception 'slot taken, choose another: % is booked on % from % to %',
            case when broken = 'SessionBooking_student_no_overlap_excl' then 'pupil ' || student_id
                 else 'coach ' || coach_id end,
            day, starts, ends
            using errcode = 'NXB01',
                  hint = 'nexus.available_slots(coach, from, to) lists those that are free.';
    end;
    session_id := booking.id;
    perform nexus.tell_session(booking, 'SESSION_BOOKED', 'Nouvelle séance', with_pupil => false);
    perform nexus.remind_of_session(booking);
    if idempotency_key is not null then
        perform platform.answer_once('nexus.book_session', idempotency_key, jsonb_build_object(
            'session', session_id, 'credits', credits, 'balance', balance
        ));
    end if;
end
$$;

comment on function nexus.book_session(
    text, text, nexus."Subject", text, date, text, text, nexus."SessionType", nexus."SessionModality", text, text, text, text
) is
    'Books a slot for a pupil with a coach (ids of users), as the pupil or a parent: pays, tells and plans reminders in one '
    'transaction. A repeated call with the same key (8 to 200 characters) gets the first answer. Raises NXB01 if the slot '
    'is taken; NX001, NX002, NX003 who may; NXB02, NXB03, NXB04 what may; NXC01 credits; PFI01, PFI02 the key.';

grant execute on function nexus.book_session(
    text, text, nexus."Subject", text, date, text, text, nexus."SessionType", nexus."SessionModality", text, text, text, text
) to nexus_app, nexus_user;
