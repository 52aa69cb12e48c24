-- depends: nexus-0064-validate-checks-of-tutoring
-- transactional: false
--
-- Lists of words, currencies of three capitals, amounts that are numbers and not negative. INV-CRE-3: no wallet
-- below zero.
--
-- New and changed rows obey from now on; the next migration validates the rest. ACCESS EXCLUSIVE on each table
-- for an instant, without a scan, each statement a transaction of its own. Rewrites nothing, loses nothing.

alter table nexus.credit_packs
    add constraint credit_packs_credits_is_positive
        check (credits > 0) not valid,
    add constraint "credit_packs_priceTnd_is_a_number"
        check ("priceTnd" <> 'NaN') not valid,
    add constraint "credit_packs_priceTnd_is_not_negative"
        check ("priceTnd" >= 0) not valid,
    add constraint credit_packs_bonus_is_not_negative
        check (bonus >= 0) not valid;

alter table nexus.credit_transactions
    add constraint credit_transactions_type_is_known
        check (type in (
            'MONTHLY_ALLOCATION', 'PURCHASE', 'USAGE', 'REFUND', 'EXPIRATION', 'CREDIT_REQUEST', 'CREDIT_ADD',
            'CREDIT_REJECTED'
        )) not valid,
    add constraint credit_transactions_amount_is_a_number
        check (amount <> 'NaN') not valid;

alter table nexus.payments
    add constraint payments_amount_is_a_number
        check (amount <> 'NaN') not valid,
    add constraint payments_amount_is_not_negative
        check (amount >= 0) not valid,
    add constraint payments_currency_is_iso_code
        check (currency ~ '^[A-Z]{3}$') not valid,
    add constraint payments_method_is_known
        check (method in ('konnect', 'wise', 'manual')) not valid;

alter table nexus.credit_wallets
    add constraint credit_wallets_balance_is_not_negative
        check (balance >= 0) not valid;

alter table nexus.credit_tx
    add constraint credit_tx_delta_is_not_zero
        check (delta <> 0) not valid;

alter table nexus.payment_records
    add constraint payment_records_provider_is_known
        check (provider in ('konnect', 'wire', 'cash')) not valid,
    add constraint "payment_records_amountTnd_is_a_number"
        check ("amountTnd" <> 'NaN') not valid,
    add constraint "payment_records_amountTnd_is_not_negative"
        check ("amountTnd" >= 0) not valid,
    add constraint payment_records_currency_is_iso_code
        check (currency ~ '^[A-Z]{3}$') not valid,
    add constraint payment_records_status_is_known
        check (status in ('created', 'pending', 'paid', 'failed', 'cancelled')) not valid;
