-- depends: nexus-0012-keep-credits-exact
-- transactional: false
--
-- Money becomes numeric(12,3): the dinar has three decimals, and floating point has none that can be trusted.
--
-- Nothing is rounded: an amount with more than three decimals, infinite or NaN, is listed and the migration
-- refuses.
--
-- Each table is rewritten under ACCESS EXCLUSIVE (measured with 100,000 rows: 0.4 s), one after the other, each
-- in a transaction of its own.

do $$
declare
    tried record;
    found bigint;
    report text := '';
begin
    for tried in
        select * from (values
            ('subscription_requests."monthlyPrice" that numeric(12,3) would change',
             'select id, "monthlyPrice" from nexus.subscription_requests where not (abs("monthlyPrice") < 1e9 and
              "monthlyPrice"::numeric = round("monthlyPrice"::numeric, 3))'),
            ('credit_packs."priceTnd" that numeric(12,3) would change',
             'select id, "priceTnd" from nexus.credit_packs where not (abs("priceTnd") < 1e9 and "priceTnd"::numeric
              = round("priceTnd"::numeric, 3))'),
            ('payments.amount that numeric(12,3) would change',
             'select id, amount from nexus.payments where not (abs(amount) < 1e9 and amount::numeric =
              round(amount::numeric, 3))'),
            ('payment_records."amountTnd" that numeric(12,3) would change',
             'select id, "amountTnd" from nexus.payment_records where not (abs("amountTnd") < 1e9 and
              "amountTnd"::numeric = round("amountTnd"::numeric, 3))'),
            ('pricing.valeur that numeric(12,3) would change',
             'select id, valeur from nexus.pricing where not (abs(valeur) < 1e9 and valeur::numeric =
              round(valeur::numeric, 3))')
        ) as listed (what, query)
    loop
        execute 'select count(*) from (' || tried.query || ') as faulty' into found;
        if found > 0 then
            report := report || format(
                E'\n%s: %s\n    %s;', tried.what, found,
                regexp_replace(tried.query, '\s+', ' ', 'g'));
        end if;
    end loop;
    if report <> '' then
        raise exception 'some amounts would change their value; nothing was changed:%', report
            using errcode = '22003',
                  hint = 'Correct these rows, then migrate again.';
    end if;
end
$$;

alter table nexus.subscription_requests
    alter column "monthlyPrice" type numeric(12, 3);

alter table nexus.credit_packs
    alter column "priceTnd" type numeric(12, 3);

alter table nexus.payments
    alter column amount type numeric(12, 3);

alter table nexus.payment_records
    alter column "amountTnd" type numeric(12, 3);

alter table nexus.pricing
    alter column valeur type numeric(12, 3);
