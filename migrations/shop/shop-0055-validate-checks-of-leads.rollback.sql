-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table shop.leads
    drop constraint leads_times_is_positive,
    drop constraint leads_fingerprint_is_sha256,
    drop constraint leads_status_is_known,
    add constraint leads_status_is_known check (status in ('new', 'contacted', 'qualified', 'lost')) not valid,
    add constraint leads_fingerprint_is_sha256 check (octet_length(fingerprint) = 32) not valid,
    add constraint leads_times_is_positive check (times > 0) not valid;
