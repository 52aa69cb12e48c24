-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus."LegalVersion"
    drop constraint "LegalVersion_slug_is_known",
    add constraint "LegalVersion_slug_is_known"
        check (slug in ('confidentialite', 'cgu', 'cgv', 'mentions-legales', 'a-propos')) not valid,
    drop constraint "LegalVersion_version_is_positive",
    add constraint "LegalVersion_version_is_positive"
        check (version > 0) not valid;

alter table nexus."LegalPage"
    drop constraint "LegalPage_slug_is_known",
    add constraint "LegalPage_slug_is_known"
        check (slug in ('confidentialite', 'cgu', 'cgv', 'mentions-legales', 'a-propos')) not valid,
    drop constraint "LegalPage_version_is_positive",
    add constraint "LegalPage_version_is_positive"
        check (version > 0) not valid;

alter table nexus.offer_bindings
    drop constraint offer_bindings_refs_is_an_array,
    add constraint offer_bindings_refs_is_an_array
        check (jsonb_typeof(refs) = 'array') not valid;

alter table nexus.billing_policy
    drop constraint billing_policy_is_one_row,
    add constraint billing_policy_is_one_row
        check (id = 1) not valid,
    drop constraint "billing_policy_annualDepositPct_is_per_cent",
    add constraint "billing_policy_annualDepositPct_is_per_cent"
        check ("annualDepositPct" between 0 and 100) not valid,
    drop constraint "billing_policy_scheduleEndISO_is_a_date",
    add constraint "billing_policy_scheduleEndISO_is_a_date"
        check ("scheduleEndISO" ~ '^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$') not valid;

alter table nexus.payment_settings
    drop constraint payment_settings_is_one_row,
    add constraint payment_settings_is_one_row
        check (id = 1) not valid;

alter table nexus.credit_usage
    drop constraint credit_usage_key_is_known,
    add constraint credit_usage_key_is_known
        check (key in ('SOS_15', 'SOS_30', 'SOS_60', 'COURS_INDIV_HEURE', 'ARIA_MOIS')) not valid,
    drop constraint credit_usage_credits_is_not_negative,
    add constraint credit_usage_credits_is_not_negative
        check (credits >= 0) not valid;

alter table nexus.pricing
    drop constraint pricing_valeur_is_a_number,
    add constraint pricing_valeur_is_a_number
        check (valeur <> 'NaN') not valid,
    drop constraint pricing_valeur_is_not_negative,
    add constraint pricing_valeur_is_not_negative
        check (valeur >= 0) not valid,
    drop constraint pricing_devise_is_iso_code,
    add constraint pricing_devise_is_iso_code
        check (devise ~ '^[A-Z]{3}$') not valid;

alter table nexus.product_pricing
    drop constraint "product_pricing_itemType_is_known",
    add constraint "product_pricing_itemType_is_known"
        check ("itemType" in ('SUBSCRIPTION', 'ADDON', 'PACK')) not valid,
    drop constraint product_pricing_amount_is_not_negative,
    add constraint product_pricing_amount_is_not_negative
        check (amount >= 0) not valid,
    drop constraint product_pricing_currency_is_iso_code,
    add constraint product_pricing_currency_is_iso_code
        check (currency ~ '^[A-Z]{3}$') not valid;
