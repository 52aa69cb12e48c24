alter table nexus.payment_records
    drop constraint payment_records_status_is_known,
    drop constraint payment_records_currency_is_iso_code,
    drop constraint "payment_records_amountTnd_is_not_negative",
    drop constraint "payment_records_amountTnd_is_a_number",
    drop constraint payment_records_provider_is_known;

alter table nexus.credit_tx
    drop constraint credit_tx_delta_is_not_zero;

alter table nexus.credit_wallets
    drop constraint credit_wallets_balance_is_not_negative;

alter table nexus.payments
    drop constraint payments_method_is_known,
    drop constraint payments_currency_is_iso_code,
    drop constraint payments_amount_is_not_negative,
    drop constraint payments_amount_is_a_number;

alter table nexus.credit_transactions
    drop constraint credit_transactions_amount_is_a_number,
    drop constraint credit_transactions_type_is_known;

alter table nexus.credit_packs
    drop constraint credit_packs_bonus_is_not_negative,
    drop constraint "credit_packs_priceTnd_is_not_negative",
    drop constraint "credit_packs_priceTnd_is_a_number",
    drop constraint credit_packs_credits_is_positive;
