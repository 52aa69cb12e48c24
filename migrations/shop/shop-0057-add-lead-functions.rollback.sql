drop function shop.set_lead_status(uuid, text);

drop function shop.create_lead(text, text, text, boolean);

delete from shop.errors where sqlstate = 'SHL01';
