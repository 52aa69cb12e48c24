alter table nexus."LegalVersion"
    drop constraint "LegalVersion_version_is_positive",
    drop constraint "LegalVersion_slug_is_known";

alter table nexus."LegalPage"
    drop constraint "LegalPage_version_is_positive",
    drop constraint "LegalPage_slug_is_known";

alter table nexus.offer_bindings
    drop constraint offer_bindings_refs_is_an_array;

alter table nexus.billing_policy
    drop constraint "billing_policy_scheduleEndISO_is_a_date",
    drop constraint "billing_policy_annualDepositPct_is_per_cent",
    drop constraint billing_policy_is_one_row;

alter table nexus.payment_settings
    drop constraint payment_settings_is_one_row;

alter table nexus.credit_usage
    drop constraint credit_usage_credits_is_not_negative,
    drop constraint credit_usage_key_is_known;

alter table nexus.pricing
    drop constraint pricing_devise_is_iso_code,
    drop constraint pricing_valeur_is_not_negative,
    drop constraint pricing_valeur_is_a_number;

alter table nexus.product_pricing
    drop constraint product_pricing_currency_is_iso_code,
    drop constraint product_pricing_amount_is_not_negative,
    drop constraint "product_pricing_itemType_is_known";
