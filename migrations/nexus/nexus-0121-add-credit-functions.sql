-- depends: nexus-0120-add-credit-tx-correctsid-key
--
-- How functions of nexus write to the journal of session credits. They check figures and not who asks: who may is for the
-- function that calls them, so nobody else may execute them.
--
-- What has a reference happens once for a pupil: the pupil's row is locked before the look, so of two callers with one
-- reference the second finds the entry of the first, and gets it as its answer.
--
-- Lock order: the pupil's row, then the lots.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NXC03', 'There is no such pupil, subscription or booking that was paid.', 'Check the id.'),
    ('NXC04', 'The reference of an entry was used for something else.', 'Take another reference for another entry.');

create function nexus.credit_expiry(given timestamptz, zone text default nexus.time_zone()) returns timestamptz
    language sql
    stable
    strict
    parallel safe
    security invoker
    return ((given at time zone zone) + interval '2 months') at time zone zone;

comment on function nexus.credit_expiry(timestamptz, text) is
    'Until when monthly credits given at an instant are good: two months later, at the same time of day in the zone.';

create function nexus.require_credits(amount numeric) returns void
    language plpgsql
    immutable
    security invoker
    set search_path = ''
as $$
begin
    if amount is null or amount = 'NaN' or amount <= 0 or amount >= 1e8 or amount <> round(amount, 2) then
        raise exception 'an entry over % session credits', coalesce(amount::text, 'NULL')
            using errcode = 'NXC02',
                  hint = 'It is more than 0 and has two decimals at most.';
    end if;
end
$$;

comment on function nexus.require_credits(numeric) is
    'Refuses an amount of session credits that is not positive and exact to the hundredth. Raises NXC02.';

create function nexus.add_credits(
    student_id text,
    entry_type text,
    amount numeric,
    description text,
    expires_at timestamptz default null,
    reference text default null,
    out entry_id text,
    out balance numeric,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    known nexus.credit_transactions;
begin
    perform nexus.require_credits(amount);
    if (entry_type in ('MONTHLY_ALLOCATION', 'PURCHASE', 'CREDIT_ADD')) is not true then
        raise exception 'an entry of type % was to bring % session credits', quote_nullable(entry_type), amount
            using errcode = 'NXC02',
                  hint = 'MONTHLY_ALLOCATION, PURCHASE and CREDIT_ADD bring credits; refunds have nexus.refund_credits().';
    end if;
    perform nexus.lock_credits(student_id);
    if not exists (select from nexus.students as s where s.id = student_id) then
        raise exception 'there is no pupil %', quote_nullable(student_id)
            using errcode = 'NXC03',
                  hint = 'Pass an id of nexus.students.';
    end if;
    select t.* into known
    from nexus.credit_transactions as t
    where t."studentId" = student_id and t.reference = add_credits.reference;
    if found then
        if known.type <> entry_type or known.amount <> add_credits.amount then
            raise exception 'reference % of pupil % is that of % session credits (%), and not of % (%)',
                reference, student_id, known.amount, known.type, add_credits.amount, entry_type
                using errcode = 'NXC04',
                      hint = 'The same entry may be asked for again; another entry needs another reference.';
        end if;
        entry_id := known.id;
        balance := (select s.credits from nexus.students as s where s.id = student_id);
        replayed := true;
        return;
    end if;
    insert into nexus.credit_transactions as t ("studentId", type, amount, description, "expiresAt", reference)
    values (student_id, entry_type, add_credits.amount, add_credits.description, expires_at, add_credits.reference)
    returning t.id, t."balanceAfter" into entry_id, balance;
    replayed := false;
end
$$;

comment on function nexus.add_credits(text, text, numeric, text, timestamptz, text) is
    'Brings session credits to a pupil (an id of students): MONTHLY_ALLOCATION, PURCHASE or CREDIT_ADD. With a reference it '
    'happens once: called again, it answers with the entry it made and the balance now. Raises NXC02, NXC03, NXC04.';

create function nexus.allocate_month(
    subscription_id text,
    month date,
    out entry_id text,
    out balance numeric,
    out replayed boolean
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    plan nexus.subscriptions;
begin
    select s.* into plan from nexus.subscriptions as s where s.id = subscription_id;
    if not found or month is null then
        raise exception 'no month % of a subscription %', coalesce(month::text, 'NULL'), quote_nullable(subscription_id)
            using errcode = 'NXC03',
                  hint = 'Pass an id of nexus.subscriptions and a day of the month.';
    end if;
    if plan."creditsPerMonth" = 0 then
        return;
    end if;
    select a.entry_id, a.balance, a.replayed into entry_id, balance, replayed
    from nexus.add_credits(
        plan."studentId", 'MONTHLY_ALLOCATION', plan."creditsPerMonth",
        'Crédits du mois ' || to_char(month, 'YYYY-MM'),
        nexus.credit_expiry(now()),
        'month:' || to_char(month, 'YYYY-MM') || ':' || subscription_id
    ) as a;
end
$$;

comment on function nexus.allocate_month(text, date) is
    'The credits of a subscription for the month of a day, once, good for two months from now. All NULL if the plan has '
    'none. Raises NXC03.';

create function nexus.spend_credits(
    student_id text,
    amount numeric,
    description text,
    session_id text default null,
    out entry_id text,
    out balance numeric
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform nexus.require_credits(amount);
    insert into nexus.credit_transactions as t ("studentId", type, amount, description, "sessionId")
    values (student_id, 'USAGE', -spend_credits.amount, spend_credits.description, session_id)
    returning t.id, t."balanceAfter" into entry_id, balance;
end
$$;

comment on function nexus.spend_credits(text, numeric, text, text) is
    'Takes session credits from a pupil (an id of students), from the lots that expire first. Raises NXC01 if they are not '
    'enough, NXC02.';

create function nexus.refund_credits(
    session_id text,
    description text,
    out entry_id text,
    out balance numeric
)
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    paid nexus.credit_transactions;
begin
    select t.* into paid
    from nexus.credit_transactions as t
    where t."sessionId" = nexus.paid_booking(session_id) and t.type = 'USAGE';
    if not found then
        raise exception 'no booking % that was paid', quote_nullable(session_id)
            using errcode = 'NXC03',
                  hint = 'Pass an id of nexus."SessionBooking".';
    end if;
    perform nexus.lock_credits(paid."studentId");
    if exists (
        select from nexus.credit_transactions as t where t."sessionId" = session_id and t.type = 'REFUND'
    ) then
        raise exception 'booking % has given its % session credits back', session_id, -paid.amount
            using errcode = 'NXC05',
                  hint = 'Nothing is left to do.';
    end if;
    insert into nexus.credit_transactions as t ("studentId", type, amount, description, "sessionId")
    values (paid."studentId", 'REFUND', -paid.amount, refund_credits.description, session_id)
    returning t.id, t."balanceAfter" into entry_id, balance;
end
$$;

comment on function nexus.refund_credits(text, text) is
    'Gives back what a cancelled booking cost, once. Raises NXC03, NXC05, NXC06.';
