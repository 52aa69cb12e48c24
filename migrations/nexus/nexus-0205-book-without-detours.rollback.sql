set local role nexus_owner;

create or replace function nexus.book_session(
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
        balance := (
            nexus.spend_credits(pupil.id, book_session.credits, 'Séance : ' || book_session.title, booking.id)
        ).balance;
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

create or replace function nexus.tell_session(
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

create or replace function nexus.keep_session_paid() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    paid numeric;
begin
    select -t.amount into paid from nexus.credit_transactions as t where t."sessionId" = new.id and t.type = 'USAGE';
    if not found and new."rescheduledFromId" is not null then
        select -t.amount into paid
        from nexus.credit_transactions as t
        where t."sessionId" = nexus.paid_booking(new.id) and t.type = 'USAGE';
    end if;
    if paid is distinct from new."creditsUsed"
        and exists (select from nexus."SessionBooking" as b where b.id = new.id)
    then
        raise exception 'booking % costs % session credits, and % were paid', new.id, new."creditsUsed", coalesce(paid, 0)
            using errcode = 'NXB09',
                  hint = 'Book with nexus.book_session(), or write the entry of type USAGE in the same transaction.';
    end if;
    return null;
end
$$;

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
