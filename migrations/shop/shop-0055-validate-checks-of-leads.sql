-- depends: shop-0054-work-on-leads
-- transactional: false
--
-- The leads that were there before obey the checks, by the defaults of the columns.
--
-- Share update exclusive on leads while it is scanned: reads and writes go on. Rewrites nothing, loses nothing.

alter table shop.leads
    validate constraint leads_status_is_known,
    validate constraint leads_fingerprint_is_sha256,
    validate constraint leads_times_is_positive;
