-- depends: nexus-0071-check-prices-and-legal-pages
-- transactional: false
--
-- The rows that were there before obey the checks of prices and legal pages, too. If one does not, the server
-- names the check, the table stays as it is, and the next run continues here: list the rows with the check's
-- condition negated.
--
-- SHARE UPDATE EXCLUSIVE on each table while it is scanned: reads and writes go on. Rewrites nothing, loses
-- nothing.

alter table nexus.product_pricing
    validate constraint "product_pricing_itemType_is_known",
    validate constraint product_pricing_amount_is_not_negative,
    validate constraint product_pricing_currency_is_iso_code;

alter table nexus.pricing
    validate constraint pricing_valeur_is_a_number,
    validate constraint pricing_valeur_is_not_negative,
    validate constraint pricing_devise_is_iso_code;

alter table nexus.credit_usage
    validate constraint credit_usage_key_is_known,
    validate constraint credit_usage_credits_is_not_negative;

alter table nexus.payment_settings
    validate constraint payment_settings_is_one_row;

alter table nexus.billing_policy
    validate constraint billing_policy_is_one_row,
    validate constraint "billing_policy_annualDepositPct_is_per_cent",
    validate constraint "billing_policy_scheduleEndISO_is_a_date";

alter table nexus.offer_bindings
    validate constraint offer_bindings_refs_is_an_array;

alter table nexus."LegalPage"
    validate constraint "LegalPage_slug_is_known",
    validate constraint "LegalPage_version_is_positive";

alter table nexus."LegalVersion"
    validate constraint "LegalVersion_slug_is_known",
    validate constraint "LegalVersion_version_is_positive";
