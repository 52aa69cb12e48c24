set local role nexus_owner;

create or replace function nexus.enter_credits() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    effect constant numeric := nexus.credit_effect(new.type, new.amount);
    last record;
begin
    perform nexus.lock_credits(new."studentId");
    -- Visible or not, the row is locked by now: without it the foreign key refuses the entry.
    select t.number, t."balanceAfter", t."createdAt" into last
    from nexus.credit_transactions as t
    where t."studentId" = new."studentId"
    order by t.number desc
    limit 1;
    new.number := coalesce(last.number, 0) + 1;
    new."createdAt" := greatest(least(new."createdAt", clock_timestamp()), last."createdAt");
    new."balanceBefore" := coalesce(last."balanceAfter", 0);
    new."balanceAfter" := new."balanceBefore" + effect;
    if effect <> 0 and (effect < 0) <> (new.type in ('USAGE', 'EXPIRATION')) then
        raise exception 'an entry of type % over % session credits', new.type, new.amount
            using errcode = 'NXC02',
                  hint = 'USAGE and EXPIRATION take credits and are negative, all others bring them and are positive.';
    end if;
    return new;
end
$$;

create or replace function nexus.move_credits() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    effect constant numeric := nexus.credit_effect(new.type, new.amount);
    drawn numeric;
begin
    if new.type = 'REFUND' then
        perform nexus.refund_lots(new);
    elsif effect > 0 then
        insert into nexus.credit_lots ("entryId", "studentId", granted, remaining, "expiresAt")
        values (new.id, new."studentId", effect, effect, new."expiresAt");
    elsif effect < 0 then
        with open as (
            select l.id, l.remaining, sum(l.remaining) over (order by l."expiresAt", l.id) - l.remaining as before
            from nexus.credit_lots as l
            where l."studentId" = new."studentId" and l.remaining > 0
              and coalesce(l."expiresAt" <= new."createdAt", false) = (new.type = 'EXPIRATION')
        ),
        taken as (
            update nexus.credit_lots as l
            set remaining = l.remaining - least(o.remaining, -effect - o.before)
            from open as o
            where l.id = o.id and o.before < -effect
            returning l.id, least(o.remaining, -effect - o.before) as amount
        ),
        written as (
            insert into nexus.credit_draws ("entryId", "lotId", amount)
            select new.id, t.id, t.amount from taken as t
            returning amount
        )
        select sum(w.amount) into drawn from written as w;
        if drawn is distinct from -effect then
            if new.type = 'EXPIRATION' then
                raise exception '% session credits of pupil % were to expire, and % have',
                    -effect, new."studentId", coalesce(drawn, 0)
                    using errcode = 'NXC02',
                          hint = 'Credits expire when their lots do: nexus.expire_credits().';
            end if;
            raise exception 'INSUFFICIENT_CREDITS: % session credits are needed, and pupil % can spend % of %',
                -effect, new."studentId", coalesce(drawn, 0), new."balanceBefore"
                using errcode = 'NXC01',
                      hint = 'Buy or request credits; those of the balance that have expired cannot be spent.';
        end if;
    end if;
    update nexus.students as s
    set credits = new."balanceAfter"
    where s.id = new."studentId" and s.credits <> new."balanceAfter"
      -- Of several entries in one statement the last one says it.
      and not exists (
          select from nexus.credit_transactions as t
          where t."studentId" = new."studentId" and t.number > new.number
      );
    return null;
end
$$;

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
