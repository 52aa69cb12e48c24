-- depends: shop-0032-let-orders-be-refunded-and-returned
--
-- What carts and orders need to be sold from: guests, variants in lines, the price that a customer saw, and in an order
-- everything that was sold as it was sold. A renamed product, a price or a tax rate of tomorrow changes no order of today.
--
-- A guest is an account without a password. Its address is made from its id, in a domain that never exists, so that a guest
-- never takes the address of an account that is opened later; where to write to the guest stands in the order.
--
-- Order numbers run without a gap, from 1 in each year. A sequence would leave gaps: what it gave is gone even if the order
-- is rolled back. So the number is a row that the transaction of the order holds; checkout takes it last.
--
-- What a line of an order says of its product is filled in by a trigger where the writer did not say it, so that there is
-- no way to write a line without it. shop.fill_orders() does it for the lines that exist; it is needed once, by the next
-- migration.
--
-- The defaults of new columns are constants: nothing is rewritten. Access exclusive on users, carts, cart_items, orders and
-- order_items for an instant; the foreign keys are validated later. Loses nothing. The rollback loses the new columns, and
-- refuses while there are guests.

set local role shop_owner;

alter table shop.users
    add column is_guest boolean not null default false,
    alter column password_hash drop not null;

comment on column shop.users.email is
    'Address the person signs in with: lower case, without white space, one account each. Of a guest: made from the id.';
comment on column shop.users.password_hash is
    'Output of the password hashing function, parameters and salt included; never the password. NULL for guests.';
comment on column shop.users.is_guest is
    'Whether somebody buys without an account; a guest cannot sign in.';

alter table shop.carts
    add column expires_at timestamptz not null default now() + interval '30 days';

comment on column shop.carts.expires_at is
    'When it is cleared away unless somebody comes back; moved on by every change.';

alter table shop.cart_items
    add column variant_id uuid,
    add column price_when_added numeric(12, 2),
    add column currency_when_added varchar(3);

alter table shop.cart_items
    add constraint cart_items_product_id_variant_id_fkey foreign key (product_id, variant_id)
        references shop.product_variants (product_id, id) on delete restrict on update restrict not valid;

comment on table shop.cart_items is
    'One product, or one variant of it, in one cart. It is charged at the price of the moment it is ordered; the price that '
    'the customer saw is kept to say that it changed.';
comment on column shop.cart_items.variant_id is
    'The variant, if the product has some.';
comment on column shop.cart_items.quantity is
    'Units wanted, 1 to 100; a product no longer wanted is a row removed, not a zero.';
comment on column shop.cart_items.price_when_added is
    'Price of one unit when it was put in; NULL for lines from before it was kept.';
comment on column shop.cart_items.currency_when_added is
    'ISO 4217 code of that price.';

alter table shop.orders
    add column order_number text,
    add column idempotency_key varchar(128),
    add column stripe_payment_intent_id varchar(255),
    add column fulfillment_mode varchar(40) not null default 'parcel',
    add column contact_email varchar(320);

comment on column shop.orders.order_number is
    'What the customer calls it: the year and a number in it, without gaps.';
comment on column shop.orders.idempotency_key is
    'Chosen by the caller of the checkout; the same again is the same order. One of a customer each.';
comment on column shop.orders.stripe_payment_intent_id is
    'The intent at Stripe that was last opened for it; every intent of every provider is in payments.';
comment on column shop.orders.fulfillment_mode is
    'How it reaches the customer: pickup_local, delivery_local or parcel.';
comment on column shop.orders.contact_email is
    'Where to write about this order, if not to the address of the account; guests always have one.';

alter table shop.order_items
    add column variant_id uuid,
    add column product_name varchar(255),
    add column variant_label varchar(255),
    add column sku varchar(255),
    add column tax_rate numeric(5, 4),
    add column line_total numeric(14, 2),
    add column returned_quantity integer not null default 0;

alter table shop.order_items
    add constraint order_items_product_id_variant_id_fkey foreign key (product_id, variant_id)
        references shop.product_variants (product_id, id) on delete restrict on update restrict not valid;

comment on table shop.order_items is
    'One product, or one variant of it, in one order, as it was sold. Written once, but for what came back.';
comment on column shop.order_items.quantity is
    'Units sold, 1 to 100.';
comment on column shop.order_items.variant_id is
    'The variant sold, if it was one.';
comment on column shop.order_items.product_name is
    'What the product was called that day.';
comment on column shop.order_items.variant_label is
    'What the variant was called that day.';
comment on column shop.order_items.sku is
    'SKU of the variant, or the slug of the product, that day.';
comment on column shop.order_items.tax_rate is
    'Share of value added tax in unit_price that day.';
comment on column shop.order_items.line_total is
    'quantity × unit_price. Kept, and held by a check: a generated column would have written the table anew.';
comment on column shop.order_items.returned_quantity is
    'Units that came back, the sum of their rows in order_return_items.';

create table shop.order_counters (
    year integer not null,
    last_number integer not null,
    constraint order_counters_pkey primary key (year),
    constraint order_counters_last_number_is_positive check (last_number > 0)
);

comment on table shop.order_counters is
    'The last number that an order got, in each year.';
comment on column shop.order_counters.year is
    'In UTC.';
comment on column shop.order_counters.last_number is
    'It belongs to an order, or to a transaction that holds this row.';

create function shop.next_order_number(moment timestamptz default now()) returns text
    language sql
    volatile
    security invoker
    set search_path = ''
as $$
    insert into shop.order_counters as c (year, last_number)
    values (extract(year from moment at time zone 'UTC'), 1)
    on conflict (year) do update set last_number = c.last_number + 1
    returning c.year || '-' || lpad(c.last_number::text, greatest(6, length(c.last_number::text)), '0')
$$;

comment on function shop.next_order_number(timestamptz) is
    'The next number of the year. Its counter is locked until the transaction ends: take it last.';

create function shop.fill_order() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    new.idempotency_key := coalesce(new.idempotency_key, 'order-' || new.id);
    new.order_number := coalesce(new.order_number, shop.next_order_number(new.created_at));
    return new;
end
$$;

comment on function shop.fill_order() is
    'BEFORE row trigger: an order without a number gets the next one, and one that nobody asked for twice a key.';

create trigger fill_order
    before insert or update on shop.orders
    for each row when (new.order_number is null or new.idempotency_key is null)
    execute function shop.fill_order();

create function shop.fill_order_item() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    sold record;
begin
    select p.name, v.label, coalesce(v.sku, p.slug) as sku, p.tax_rate into sold
    from shop.products as p
    left join shop.product_variants as v on v.product_id = p.id and v.id = new.variant_id
    where p.id = new.product_id;
    new.product_name := coalesce(new.product_name, sold.name);
    new.variant_label := coalesce(new.variant_label, sold.label);
    new.sku := coalesce(new.sku, sold.sku);
    new.tax_rate := coalesce(new.tax_rate, sold.tax_rate);
    new.line_total := coalesce(new.line_total, new.quantity * new.unit_price);
    return new;
end
$$;

comment on function shop.fill_order_item() is
    'BEFORE row trigger: what a line does not say of its product is taken from the product of this moment.';

create trigger fill_order_item
    before insert or update on shop.order_items
    for each row when (
        new.product_name is null or new.sku is null or new.tax_rate is null or new.line_total is null
    )
    execute function shop.fill_order_item();

create function shop.unit_price(product shop.products, variant shop.product_variants) returns numeric
    language sql
    immutable
    parallel safe
    security invoker
    return coalesce((variant).absolute_price, (product).price + coalesce((variant).price_delta, 0));

comment on function shop.unit_price(shop.products, shop.product_variants) is
    'What one unit costs now: the price of the variant, or the product''s with the variant''s difference.';

create function shop.note_price() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    select shop.unit_price(p, v), p.currency into new.price_when_added, new.currency_when_added
    from shop.products as p
    left join shop.product_variants as v on v.product_id = p.id and v.id = new.variant_id
    where p.id = new.product_id;
    return new;
end
$$;

comment on function shop.note_price() is
    'BEFORE row trigger of lines of carts: notes the price that the customer sees. Whatever the writer says is put aside.';

create trigger note_price
    before insert or update of product_id, variant_id on shop.cart_items
    for each row execute function shop.note_price();

create procedure shop.fill_orders(batch integer)
    language plpgsql
    security invoker
as $$
declare
    filled bigint;
begin
    loop
        -- The trigger fills what is missing in each row that is touched, the numbers in the order of time.
        update shop.orders as o set order_number = null
        from (
            select id from shop.orders where order_number is null order by created_at, id limit batch
        ) as next
        where o.id operator(pg_catalog.=) next.id;
        get diagnostics filled = row_count;
        commit;
        exit when filled operator(pg_catalog.=) 0;
    end loop;
    loop
        update shop.order_items set line_total = null
        where id in (select id from shop.order_items where line_total is null limit batch);
        get diagnostics filled = row_count;
        commit;
        exit when filled operator(pg_catalog.=) 0;
    end loop;
end
$$;

comment on procedure shop.fill_orders(integer) is
    'Numbers the orders, and says of their lines what was sold, for those from before, a batch a transaction. Needed once.';

select privacy.describe_table('shop.order_counters');

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('shop.users', '{is_guest}'::text[]),
    ('shop.carts', '{expires_at}'),
    ('shop.cart_items', '{price_when_added,currency_when_added}'),
    ('shop.orders', '{idempotency_key}'),
    ('shop.order_counters', '{year,last_number}')
) as plain (relation, names)
cross join lateral unnest(names) as name;

select privacy.describe_column(relation::regclass, name, category, purpose, legal_basis, on_erase)
from (values
    ('shop.cart_items', '{variant_id}'::text[], 'behaviour', 'to order what was chosen', 'contract', 'delete'),
    ('shop.orders', '{order_number,stripe_payment_intent_id,fulfillment_mode}', 'financial', 'to keep accounts',
     'legal obligation', 'keep'),
    ('shop.order_items', '{variant_id,product_name,variant_label,sku,tax_rate,line_total,returned_quantity}', 'financial',
     'to keep accounts', 'legal obligation', 'keep')
) as personal (relation, names, category, purpose, legal_basis, on_erase)
cross join lateral unnest(names) as name;

select privacy.describe_column(
    'shop.orders', 'contact_email', 'contact', 'to be written to about the order', 'contract', 'delete', identifies => true
);
