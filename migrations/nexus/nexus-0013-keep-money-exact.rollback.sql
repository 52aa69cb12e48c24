alter table nexus.pricing
    alter column valeur type double precision;

alter table nexus.payment_records
    alter column "amountTnd" type double precision;

alter table nexus.payments
    alter column amount type double precision;

alter table nexus.credit_packs
    alter column "priceTnd" type double precision;

alter table nexus.subscription_requests
    alter column "monthlyPrice" type double precision;
