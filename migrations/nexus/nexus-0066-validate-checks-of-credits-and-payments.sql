-- depends: nexus-0065-check-credits-and-payments
-- transactional: false
--
-- The rows that were there before obey the checks of credits and payments, too. If one does not, the server names
-- the check, the table stays as it is, and the next run continues here: list the rows with the check's condition
-- negated.
--
-- SHARE UPDATE EXCLUSIVE on each table while it is scanned: reads and writes go on. Rewrites nothing, loses
-- nothing.

alter table nexus.credit_packs
    validate constraint credit_packs_credits_is_positive,
    validate constraint "credit_packs_priceTnd_is_a_number",
    validate constraint "credit_packs_priceTnd_is_not_negative",
    validate constraint credit_packs_bonus_is_not_negative;

alter table nexus.credit_transactions
    validate constraint credit_transactions_type_is_known,
    validate constraint credit_transactions_amount_is_a_number;

alter table nexus.payments
    validate constraint payments_amount_is_a_number,
    validate constraint payments_amount_is_not_negative,
    validate constraint payments_currency_is_iso_code,
    validate constraint payments_method_is_known;

alter table nexus.credit_wallets
    validate constraint credit_wallets_balance_is_not_negative;

alter table nexus.credit_tx
    validate constraint credit_tx_delta_is_not_zero;

alter table nexus.payment_records
    validate constraint payment_records_provider_is_known,
    validate constraint "payment_records_amountTnd_is_a_number",
    validate constraint "payment_records_amountTnd_is_not_negative",
    validate constraint payment_records_currency_is_iso_code,
    validate constraint payment_records_status_is_known;
