select privacy.undescribe_column('shop.leads', name)
from unnest(array['status', 'fingerprint', 'times', 'consent_at', 'last_at']) as name;

alter table shop.leads
    drop column last_at,
    drop column times,
    drop column fingerprint,
    drop column consent_at,
    drop column status;
