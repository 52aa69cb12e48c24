-- depends: nexus-0070-validate-checks-of-notices-and-reports
-- transactional: false
--
-- Lists of words, currencies, amounts; the tables of one row have one.
--
-- New and changed rows obey from now on; the next migration validates the rest. ACCESS EXCLUSIVE on each table
-- for an instant, without a scan, each statement a transaction of its own. Rewrites nothing, loses nothing.

alter table nexus.product_pricing
    add constraint "product_pricing_itemType_is_known"
        check ("itemType" in ('SUBSCRIPTION', 'ADDON', 'PACK')) not valid,
    add constraint product_pricing_amount_is_not_negative
        check (amount >= 0) not valid,
    add constraint product_pricing_currency_is_iso_code
        check (currency ~ '^[A-Z]{3}$') not valid;

alter table nexus.pricing
    add constraint pricing_valeur_is_a_number
        check (valeur <> 'NaN') not valid,
    add constraint pricing_valeur_is_not_negative
        check (valeur >= 0) not valid,
    add constraint pricing_devise_is_iso_code
        check (devise ~ '^[A-Z]{3}$') not valid;

alter table nexus.credit_usage
    add constraint credit_usage_key_is_known
        check (key in ('SOS_15', 'SOS_30', 'SOS_60', 'COURS_INDIV_HEURE', 'ARIA_MOIS')) not valid,
    add constraint credit_usage_credits_is_not_negative
        check (credits >= 0) not valid;

alter table nexus.payment_settings
    add constraint payment_settings_is_one_row
        check (id = 1) not valid;

alter table nexus.billing_policy
    add constraint billing_policy_is_one_row
        check (id = 1) not valid,
    add constraint "billing_policy_annualDepositPct_is_per_cent"
        check ("annualDepositPct" between 0 and 100) not valid,
    add constraint "billing_policy_scheduleEndISO_is_a_date"
        check ("scheduleEndISO" ~ '^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$') not valid;

alter table nexus.offer_bindings
    add constraint offer_bindings_refs_is_an_array
        check (jsonb_typeof(refs) = 'array') not valid;

alter table nexus."LegalPage"
    add constraint "LegalPage_slug_is_known"
        check (slug in ('confidentialite', 'cgu', 'cgv', 'mentions-legales', 'a-propos')) not valid,
    add constraint "LegalPage_version_is_positive"
        check (version > 0) not valid;

alter table nexus."LegalVersion"
    add constraint "LegalVersion_slug_is_known"
        check (slug in ('confidentialite', 'cgu', 'cgv', 'mentions-legales', 'a-propos')) not valid,
    add constraint "LegalVersion_version_is_positive"
        check (version > 0) not valid;
