-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus.payment_records
    drop constraint payment_records_provider_is_known,
    add constraint payment_records_provider_is_known
        check (provider in ('konnect', 'wire', 'cash')) not valid,
    drop constraint "payment_records_amountTnd_is_a_number",
    add constraint "payment_records_amountTnd_is_a_number"
        check ("amountTnd" <> 'NaN') not valid,
    drop constraint "payment_records_amountTnd_is_not_negative",
    add constraint "payment_records_amountTnd_is_not_negative"
        check ("amountTnd" >= 0) not valid,
    drop constraint payment_records_currency_is_iso_code,
    add constraint payment_records_currency_is_iso_code
        check (currency ~ '^[A-Z]{3}$') not valid,
    drop constraint payment_records_status_is_known,
    add constraint payment_records_status_is_known
        check (status in ('created', 'pending', 'paid', 'failed', 'cancelled')) not valid;

alter table nexus.credit_tx
    drop constraint credit_tx_delta_is_not_zero,
    add constraint credit_tx_delta_is_not_zero
        check (delta <> 0) not valid;

alter table nexus.credit_wallets
    drop constraint credit_wallets_balance_is_not_negative,
    add constraint credit_wallets_balance_is_not_negative
        check (balance >= 0) not valid;

alter table nexus.payments
    drop constraint payments_amount_is_a_number,
    add constraint payments_amount_is_a_number
        check (amount <> 'NaN') not valid,
    drop constraint payments_amount_is_not_negative,
    add constraint payments_amount_is_not_negative
        check (amount >= 0) not valid,
    drop constraint payments_currency_is_iso_code,
    add constraint payments_currency_is_iso_code
        check (currency ~ '^[A-Z]{3}$') not valid,
    drop constraint payments_method_is_known,
    add constraint payments_method_is_known
        check (method in ('konnect', 'wise', 'manual')) not valid;

alter table nexus.credit_transactions
    drop constraint credit_transactions_type_is_known,
    add constraint credit_transactions_type_is_known
        check (type in (
            'MONTHLY_ALLOCATION', 'PURCHASE', 'USAGE', 'REFUND', 'EXPIRATION', 'CREDIT_REQUEST', 'CREDIT_ADD',
            'CREDIT_REJECTED'
        )) not valid,
    drop constraint credit_transactions_amount_is_a_number,
    add constraint credit_transactions_amount_is_a_number
        check (amount <> 'NaN') not valid;

alter table nexus.credit_packs
    drop constraint credit_packs_credits_is_positive,
    add constraint credit_packs_credits_is_positive
        check (credits > 0) not valid,
    drop constraint "credit_packs_priceTnd_is_a_number",
    add constraint "credit_packs_priceTnd_is_a_number"
        check ("priceTnd" <> 'NaN') not valid,
    drop constraint "credit_packs_priceTnd_is_not_negative",
    add constraint "credit_packs_priceTnd_is_not_negative"
        check ("priceTnd" >= 0) not valid,
    drop constraint credit_packs_bonus_is_not_negative,
    add constraint credit_packs_bonus_is_not_negative
        check (bonus >= 0) not valid;
