drop table nexus."LegalVersion";

drop table nexus."LegalPage";

drop table nexus.offer_bindings;

drop table nexus.billing_policy;

drop table nexus.payment_settings;

drop table nexus.credit_usage;

drop table nexus.pricing;

drop table nexus.product_pricing;
