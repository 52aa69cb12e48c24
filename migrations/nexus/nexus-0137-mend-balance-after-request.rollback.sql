set local role nexus_owner;

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
