-- depends: nexus-0111-prepare-journals
--
-- Session credits follow their journal, whoever writes and with whatever client. Triggers, because the rule spans rows:
--
--   enter_credits   before an entry: takes the pupil's row, so that entries of one pupil come one after the other, and
--                   gives the entry its number and its balances. It changes nothing, so an entry that ON CONFLICT DO
--                   NOTHING drops leaves no trace.
--   move_credits    after it: credits that come in become lots; credits that go out are drawn from lots that are still
--                   good, those that expire first going first, or are refused; students.credits becomes the balance
--                   after the last entry.
--   keep_journal    an entry is never changed, but that a foreign key follows and an erasure masks its words.
--   keep_entries    nor deleted, but with the pupil: at commit, since an erasure deletes the pupil last.
--   keep_credits    students.credits is refused any other value than the journal's.
--
-- A refund gives back to new lots, one for each that was drawn from, with the expiry of that lot; but at least seven
-- days, since that is how long before the expiry the parent is told. It must be all that the booking cost, and the
-- booking be cancelled.
--
-- The time of an entry is never before that of the previous one, nor later than now: credits that have expired when an
-- entry is made do not pay it. EXPIRATION takes from lots that have expired and from no other.
--
-- Lock order: the pupil's row, then its lots. Whoever holds other locks takes them before: see book_session().
--
-- Share row exclusive on both tables for an instant. Rewrites nothing, loses nothing.

set local role nexus_owner;

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NX010', 'A journal is append-only.', 'Write a further entry that takes the first one back.'),
    ('NX011', 'A figure that is derived from a journal was to be given another value.', 'Write an entry to the journal; the figure follows.'),
    ('NXC01', 'INSUFFICIENT_CREDITS: the pupil has fewer session credits than are needed (402).', 'Buy or request credits.'),
    ('NXC02', 'An entry of session credits makes no sense: its amount, its sign, its type.', 'See the message: it has the figures.'),
    ('NXC05', 'The booking was given back already.', 'Nothing is left to do.'),
    ('NXC06', 'Only what a cancelled booking cost is given back, all of it.', 'Cancel the booking: nexus.cancel_session().');

create function nexus.enter_credits() returns trigger
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

comment on function nexus.enter_credits() is
    'BEFORE INSERT on credit_transactions: locks the pupil, numbers the entry and computes its balances. Raises NXC02.';

create function nexus.paid_booking(booking_id text) returns text
    language sql
    stable
    security definer
    set search_path = ''
as $$
    with recursive moved as (
        select b.id, b."rescheduledFromId", 0 as moves from nexus."SessionBooking" as b where b.id = booking_id
        union all
        select b.id, b."rescheduledFromId", m.moves + 1
        from moved as m
        join nexus."SessionBooking" as b on b.id = m."rescheduledFromId"
    )
    select m.id
    from moved as m
    where exists (select from nexus.credit_transactions as t where t."sessionId" = m.id and t.type = 'USAGE')
    order by m.moves
    limit 1
$$;

comment on function nexus.paid_booking(text) is
    'The booking under whose id this one was paid: its own or, if it was moved, one that it was moved from; NULL if it was '
    'not paid.';

create function nexus.refund_lots(entry nexus.credit_transactions) returns void
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
    where t."sessionId" = nexus.paid_booking(entry."sessionId") and t.type = 'USAGE'
      and t."studentId" = entry."studentId";
    if paid.id is null or paid.amount <> -entry.amount or not exists (
        select from nexus."SessionBooking" as b where b.id = entry."sessionId" and b.status = 'CANCELLED'
    ) then
        raise exception 'a refund of % session credits for booking %, which is % and cost %',
            entry.amount, coalesce(entry."sessionId", 'NULL'),
            coalesce((select b.status::text from nexus."SessionBooking" as b where b.id = entry."sessionId"), 'not there'),
            coalesce(-paid.amount, 0)
            using errcode = 'NXC06',
                  hint = 'A booking that is cancelled in time gives back what it cost: nexus.cancel_session().';
    end if;
    insert into nexus.credit_lots ("entryId", "studentId", granted, remaining, "expiresAt")
    select entry.id, entry."studentId", d.amount, d.amount,
           greatest(l."expiresAt", case when l."expiresAt" is not null then entry."createdAt" + interval '7 days' end)
    from nexus.credit_draws as d
    join nexus.credit_lots as l on l.id = d."lotId"
    where d."entryId" = paid.id
    order by l.id;
    -- What was paid before there were lots says of no lot.
    insert into nexus.credit_lots ("entryId", "studentId", granted, remaining)
    select entry.id, entry."studentId", entry.amount, entry.amount
    where not exists (select from nexus.credit_draws as d where d."entryId" = paid.id);
end
$$;

comment on function nexus.refund_lots(nexus.credit_transactions) is
    'Gives back what an entry of type REFUND says, to lots that expire as those did which had paid. Raises NXC06.';

create function nexus.move_credits() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    effect constant numeric := nexus.credit_effect(new.type, new.amount);
    drawn numeric;
begin
    if effect = 0 then
        return null;
    elsif new.type = 'REFUND' then
        perform nexus.refund_lots(new);
    elsif effect > 0 then
        insert into nexus.credit_lots ("entryId", "studentId", granted, remaining, "expiresAt")
        values (new.id, new."studentId", effect, effect, new."expiresAt");
    else
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
    where s.id = new."studentId"
      -- Of several entries in one statement the last one says it.
      and not exists (
          select from nexus.credit_transactions as t
          where t."studentId" = new."studentId" and t.number > new.number
      );
    return null;
end
$$;

comment on function nexus.move_credits() is
    'AFTER INSERT on credit_transactions: makes lots or draws from them, refuses what they cannot pay, and sets '
    'students.credits. Raises NXC01, NXC02, NXC06.';

create function nexus.keep_credit_journal() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    allowed nexus.credit_transactions := old;
begin
    if old.number is null then
        return new;
    end if;
    -- A foreign key follows the id it names, or loses the booking that is gone.
    if not exists (select from nexus.students as s where s.id = old."studentId") then
        allowed."studentId" := new."studentId";
    end if;
    if not exists (select from nexus."SessionBooking" as b where b.id = old."sessionId") then
        allowed."sessionId" := new."sessionId";
    end if;
    if new.description ~ '\[erased\]' then
        allowed.description := new.description;
    end if;
    if new is distinct from allowed then
        raise exception 'entry % of the session credits of pupil % was to be changed (it is a journal)',
            old.id, old."studentId"
            using errcode = 'NX010',
                  hint = 'Write an entry that takes it back: REFUND, CREDIT_ADD or USAGE.';
    end if;
    return new;
end
$$;

comment on function nexus.keep_credit_journal() is
    'BEFORE UPDATE on credit_transactions: refuses, unless a foreign key follows or an erasure masks the words. Raises '
    'NX010.';

create function nexus.keep_credit_entries() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    if exists (select from nexus.students as s where s.id = old."studentId") then
        raise exception 'entry % of the session credits of pupil % was to be deleted (it is a journal)',
            old.id, old."studentId"
            using errcode = 'NX010',
                  hint = 'The entries of a pupil go with the pupil, all of them, in one transaction.';
    end if;
    return null;
end
$$;

comment on function nexus.keep_credit_entries() is
    'Constraint trigger at commit, after a DELETE on credit_transactions: refuses, unless the pupil is gone. Raises NX010.';

create function nexus.keep_whole() returns trigger
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    raise exception 'table %.% was to be emptied (it is a journal)', tg_table_schema, tg_table_name
        using errcode = 'NX010',
              hint = 'What is derived from a journal needs its entries.';
end
$$;

comment on function nexus.keep_whole() is
    'BEFORE TRUNCATE on a journal: refuses. Raises NX010.';

create function nexus.keep_credits() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    journal constant numeric := coalesce((
        select t."balanceAfter" from nexus.credit_transactions as t
        where t."studentId" = new.id and t.number is not null
        order by t.number desc
        limit 1
    ), 0);
begin
    if new.credits is distinct from journal then
        raise exception 'pupil % was to have % session credits, and the journal says %', new.id, new.credits, journal
            using errcode = 'NX011',
                  hint = 'Write an entry to nexus.credit_transactions; students.credits follows.';
    end if;
    return new;
end
$$;

comment on function nexus.keep_credits() is
    'BEFORE INSERT OR UPDATE of students.credits: refuses what is not the balance after the last entry. Raises NX011.';

create trigger enter_credits
    before insert on nexus.credit_transactions
    for each row execute function nexus.enter_credits();

create trigger keep_journal
    before update on nexus.credit_transactions
    for each row execute function nexus.keep_credit_journal();

create constraint trigger keep_entries
    after delete on nexus.credit_transactions
    deferrable initially deferred
    for each row execute function nexus.keep_credit_entries();

create trigger keep_whole
    before truncate on nexus.credit_transactions
    for each statement execute function nexus.keep_whole();

create trigger move_credits
    after insert on nexus.credit_transactions
    for each row execute function nexus.move_credits();

create trigger keep_credits_from_the_start
    before insert on nexus.students
    for each row when (new.credits <> 0) execute function nexus.keep_credits();

create trigger keep_credits
    before update of credits on nexus.students
    for each row when (old.credits is distinct from new.credits) execute function nexus.keep_credits();
