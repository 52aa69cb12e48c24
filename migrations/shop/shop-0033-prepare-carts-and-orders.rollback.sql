do $$
begin
    if exists (select from shop.users where password_hash is null) then
        raise exception 'there are guests, and the former schema wants a password of everybody';
    end if;
end
$$;

select privacy.undescribe_table('shop.order_counters');

delete from privacy.columns
where table_schema = 'shop'
  and (table_name, column_name) in (
      ('users', 'is_guest'), ('carts', 'expires_at'),
      ('cart_items', 'variant_id'), ('cart_items', 'price_when_added'), ('cart_items', 'currency_when_added'),
      ('orders', 'order_number'), ('orders', 'idempotency_key'), ('orders', 'stripe_payment_intent_id'),
      ('orders', 'fulfillment_mode'), ('orders', 'contact_email'),
      ('order_items', 'variant_id'), ('order_items', 'product_name'), ('order_items', 'variant_label'),
      ('order_items', 'sku'), ('order_items', 'tax_rate'), ('order_items', 'line_total'),
      ('order_items', 'returned_quantity')
  );

drop procedure shop.fill_orders(integer);

drop trigger note_price on shop.cart_items;

drop function shop.note_price();

drop function shop.unit_price(shop.products, shop.product_variants);

drop trigger fill_order_item on shop.order_items;

drop function shop.fill_order_item();

drop trigger fill_order on shop.orders;

drop function shop.fill_order();

drop function shop.next_order_number(timestamptz);

drop table shop.order_counters;

comment on table shop.order_items is
    'One product in one order, at the price of that day. Written once: it has no updated_at.';
comment on column shop.order_items.quantity is
    'Units sold, at least one.';

alter table shop.order_items
    drop column returned_quantity,
    drop column line_total,
    drop column tax_rate,
    drop column sku,
    drop column variant_label,
    drop column product_name,
    drop column variant_id;

alter table shop.orders
    drop column contact_email,
    drop column fulfillment_mode,
    drop column stripe_payment_intent_id,
    drop column idempotency_key,
    drop column order_number;

comment on table shop.cart_items is
    'One product in one cart. It carries no price: a cart is charged at the price of the moment it is ordered.';
comment on column shop.cart_items.quantity is
    'Units wanted, at least one; a product no longer wanted is a row removed, not a zero.';

alter table shop.cart_items
    drop column currency_when_added,
    drop column price_when_added,
    drop column variant_id;

alter table shop.carts
    drop column expires_at;

comment on column shop.users.password_hash is
    'Output of the password hashing function, parameters and salt included; never the password.';
comment on column shop.users.email is
    'Address the person signs in with: lower case, without white space, one account each.';

alter table shop.users
    alter column password_hash set not null,
    drop column is_guest;
