-- depends: shop-0056-add-leads-email-fingerprint-key
--
-- Anybody may write, whoever and nobody; what was written is read by administrators, through the trusted server.
--
-- Errors: SHL01 there is no such lead or state. What the table refuses (a blank name, an address that is none) it says
-- itself.
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

insert into shop.errors (sqlstate, meaning, remedy) values
    ('SHL01', 'There is no such lead, or no such state of one.', 'A lead is new, contacted, qualified or lost.');

create function shop.create_lead(name text, email text, message text, consent boolean default false) returns void
    language sql
    volatile
    security definer
    set search_path = ''
as $$
    insert into shop.leads as l (name, email, message, consent_at, fingerprint)
    values (
        create_lead.name, lower(btrim(create_lead.email)), create_lead.message, case when consent then now() end,
        sha256(convert_to(lower(btrim(regexp_replace(create_lead.message, '\s+', ' ', 'g'))), 'UTF8'))
    )
    on conflict (email, fingerprint) where fingerprint is not null
        do update set times = l.times + 1, last_at = now(), consent_at = coalesce(l.consent_at, excluded.consent_at)
$$;

comment on function shop.create_lead(text, text, text, boolean) is
    'Somebody wrote through the contact form. The same message from the same address again is counted, not repeated. Gives '
    'nothing back: nobody learns who wrote before.';

create function shop.set_lead_status(lead uuid, becomes text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform shop.require_admin();
    update shop.leads as l
    set status = becomes
    where l.id = lead and becomes in ('new', 'contacted', 'qualified', 'lost');
    if not found then
        raise exception 'no lead % becomes %', coalesce(lead::text, 'NULL'), coalesce(becomes, 'NULL')
            using errcode = 'SHL01',
                  hint = 'A lead is new, contacted, qualified or lost.';
    end if;
end
$$;

comment on function shop.set_lead_status(uuid, text) is
    'What became of a lead. For administrators. Raises SH001, SH002, SHL01.';

grant execute on function shop.create_lead(text, text, text, boolean) to shop_app, shop_user;

grant execute on function shop.set_lead_status(uuid, text) to shop_app;
