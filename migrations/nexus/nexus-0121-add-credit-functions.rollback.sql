drop function nexus.refund_credits(text, text);

drop function nexus.spend_credits(text, numeric, text, text);

drop function nexus.allocate_month(text, date);

drop function nexus.add_credits(text, text, numeric, text, timestamptz, text);

drop function nexus.require_credits(numeric);

drop function nexus.credit_expiry(timestamptz, text);

delete from nexus.errors where sqlstate in ('NXC03', 'NXC04');
