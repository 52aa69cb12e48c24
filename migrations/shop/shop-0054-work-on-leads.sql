-- depends: shop-0053-add-search
--
-- What becomes of a lead, whether its writer agreed to be written to about other things, and how often the same was written.
-- The fingerprint is that of the message, in whatever letters and spacing: the same message from the same address is the
-- same lead. Leads from before have none, and are not compared.
--
-- Access exclusive on leads for an instant; the checks are validated by the next migration. Rewrites nothing, loses nothing.
-- The rollback loses the new columns.

set local role shop_owner;

alter table shop.leads
    add column status text not null default 'new',
    add column consent_at timestamptz,
    add column fingerprint bytea,
    add column times integer not null default 1,
    add column last_at timestamptz;

alter table shop.leads
    add constraint leads_status_is_known check (status in ('new', 'contacted', 'qualified', 'lost')) not valid,
    add constraint leads_fingerprint_is_sha256 check (octet_length(fingerprint) = 32) not valid,
    add constraint leads_times_is_positive check (times > 0) not valid;

comment on column shop.leads.status is
    'new, contacted, qualified or lost.';
comment on column shop.leads.consent_at is
    'When the writer agreed to be written to about other things; NULL if never.';
comment on column shop.leads.fingerprint is
    'SHA-256 of the message in lower case, its white space as one blank; NULL for leads from before it was kept.';
comment on column shop.leads.times is
    'How often it was written.';
comment on column shop.leads.last_at is
    'When it was written again; NULL if it was not.';

select privacy.describe_column('shop.leads', name, 'none') from unnest(array['status', 'fingerprint', 'times']) as name;
select privacy.describe_column(
    'shop.leads', name, 'behaviour', 'to answer a message', 'legitimate interests', 'delete'
)
from unnest(array['consent_at', 'last_at']) as name;
