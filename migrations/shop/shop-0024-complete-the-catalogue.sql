-- depends: shop-0023-list-errors
--
-- What a catalogue needs beyond a name and a price: a state, an address in the web (slug), what is reserved of the stock, a
-- tax rate, variants, images, specifications, and every price there ever was.
--
-- Products that exist are in state active, as they were on sale so far; a new one is a draft until somebody says otherwise.
-- The two defaults make this without a rewrite: the first is for the rows that exist, the second for those to come.
-- On sale is: state active, switched on (active), not deleted. Visible is: the same, or published.
--
-- A variant has a stock of its own, and either a price or a difference to the product's. (product_id, id) is unique, which
-- says nothing new: a line of a cart or an order refers to both, and so cannot name a variant of another product. The same
-- index serves the foreign key to the product.
--
-- Prices are recorded as changes, old and new, so that the history of a product that exists begins with its next change and
-- nothing need be filled in.
--
-- Pages of products are filled to 80 per cent: what is sold changes a row, and the next version finds room beside it
-- without a word to the indexes.
--
-- Access exclusive on products for an instant, without a scan; the checks of the new columns are validated later. Rewrites
-- nothing, loses nothing. The rollback loses the new columns and tables.

set local role shop_owner;

create type shop.product_status as enum ('draft', 'published', 'active', 'archived');

comment on type shop.product_status is
    'draft is seen by nobody outside; published is seen, active is seen and sold; archived is history.';

alter table shop.products
    add column slug varchar(255),
    add column short_description text,
    add column status shop.product_status not null default 'active',
    add column reserved integer not null default 0,
    add column tax_rate numeric(5, 4) not null default 0.2,
    add column local_delivery_enabled boolean not null default false;

alter table shop.products
    alter column status set default 'draft',
    set (fillfactor = 80);

comment on column shop.products.slug is
    'Its name in addresses of the web, and its SKU unless it has variants: lower case, digits, hyphens.';
comment on column shop.products.short_description is
    'A sentence for lists; NULL while nobody has written one.';
comment on column shop.products.status is
    'Where it stands in its life; see the type. Sold only in state active.';
comment on column shop.products.stock is
    'Units on hand, those reserved included; never below zero, whatever happens at the same time. Of a product with '
    'variants each variant has its own.';
comment on column shop.products.reserved is
    'Units on hand that are promised to carts and pending orders; stock - reserved may still be sold.';
comment on column shop.products.tax_rate is
    'Share of value added tax that the price includes: 0.2 is 20 per cent on top of the net price.';
comment on column shop.products.local_delivery_enabled is
    'Whether it may be delivered by our own people; an order is only if all its products may.';

create function shop.slug_of(name text, id uuid) returns text
    language sql
    stable
    strict
    parallel safe
    security invoker
    return concat_ws('-',
        nullif(btrim(regexp_replace(lower(extensions.unaccent(name)), '[^a-z0-9]+', '-', 'g'), '-'), ''),
        left(id::text, 8)
    );

comment on function shop.slug_of(text, uuid) is
    'A slug from a name, with the beginning of the id, so that two products of one name have two.';

create function shop.fill_slug() returns trigger
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    new.slug := left(shop.slug_of(left(new.name, 200), new.id), 255);
    return new;
end
$$;

comment on function shop.fill_slug() is
    'BEFORE row trigger: a product without a slug gets one from its name.';

create trigger fill_slug
    before insert or update on shop.products
    for each row when (new.slug is null) execute function shop.fill_slug();

create table shop.product_variants (
    id uuid not null default gen_random_uuid(),
    product_id uuid not null,
    sku varchar(120) not null,
    label varchar(255) not null,
    attributes jsonb not null default '{}',
    price_delta numeric(12, 2),
    absolute_price numeric(12, 2),
    stock integer not null default 0,
    reserved integer not null default 0,
    active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint product_variants_pkey primary key (id),
    constraint product_variants_sku_key unique (sku),
    constraint product_variants_product_id_id_key unique (product_id, id),
    constraint product_variants_product_id_fkey foreign key (product_id)
        references shop.products (id) on delete cascade on update restrict,
    constraint product_variants_sku_is_not_blank check (sku ~ '\S'),
    constraint product_variants_label_is_not_blank check (label ~ '\S'),
    constraint product_variants_attributes_are_an_object check (jsonb_typeof(attributes) = 'object'),
    constraint product_variants_price_is_absolute_or_a_difference check (num_nonnulls(price_delta, absolute_price) <= 1),
    constraint product_variants_absolute_price_is_a_number check (absolute_price >= 0 and absolute_price <> 'NaN'),
    constraint product_variants_price_delta_is_a_number check (price_delta <> 'NaN'),
    constraint product_variants_stock_is_not_negative check (stock >= 0),
    constraint product_variants_units_reserved_are_in_stock check (reserved between 0 and stock)
) with (fillfactor = 80);

create trigger set_updated_at
    before update on shop.product_variants
    for each row execute function platform.set_updated_at();

comment on table shop.product_variants is
    'Sizes, colours and the like of one product. A product that has variants is sold as one of them.';
comment on column shop.product_variants.product_id is
    'The product; a variant goes with it.';
comment on column shop.product_variants.sku is
    'What the warehouse calls it.';
comment on column shop.product_variants.label is
    'What customers see beside the name of the product: red, 42.';
comment on column shop.product_variants.attributes is
    'What tells it from the others, for filters: {"colour": "red", "size": 42}.';
comment on column shop.product_variants.price_delta is
    'What it costs more than the product, or less; NULL if the same, or if it has a price of its own.';
comment on column shop.product_variants.absolute_price is
    'Its own price, in the currency of the product; NULL if it follows the product''s.';
comment on column shop.product_variants.stock is
    'Units on hand, those reserved included.';
comment on column shop.product_variants.reserved is
    'Units on hand that are promised to carts and pending orders.';
comment on column shop.product_variants.active is
    'Whether customers may buy it now, as far as the product may be bought.';

create table shop.product_images (
    id uuid not null default gen_random_uuid(),
    product_id uuid not null,
    url text not null,
    alt varchar(255) not null,
    width integer,
    height integer,
    is_primary boolean not null default false,
    position integer not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint product_images_pkey primary key (id),
    constraint product_images_product_id_position_key unique (product_id, position) deferrable,
    constraint product_images_product_id_fkey foreign key (product_id)
        references shop.products (id) on delete cascade on update restrict,
    constraint product_images_url_is_not_blank check (url ~ '\S'),
    constraint product_images_alt_is_not_blank check (alt ~ '\S'),
    constraint product_images_size_is_positive check (width > 0 and height > 0),
    constraint product_images_position_is_not_negative check (position >= 0)
);

create unique index product_images_product_id_primary_key on shop.product_images (product_id) where is_primary;

create trigger set_updated_at
    before update on shop.product_images
    for each row execute function platform.set_updated_at();

comment on table shop.product_images is
    'Pictures of a product, in their order.';
comment on column shop.product_images.product_id is
    'The product; its pictures go with it.';
comment on column shop.product_images.url is
    'Where the picture is.';
comment on column shop.product_images.alt is
    'What it shows, in words, for those who do not see it.';
comment on column shop.product_images.width is
    'Pixels; NULL if nobody measured.';
comment on column shop.product_images.height is
    'Pixels; NULL if nobody measured.';
comment on column shop.product_images.is_primary is
    'Whether it stands for the product in lists; at most one does.';
comment on column shop.product_images.position is
    'Place among the pictures, from 0; two may be exchanged in one transaction, with the constraint deferred.';

create table shop.product_specs (
    id uuid not null default gen_random_uuid(),
    product_id uuid not null,
    key varchar(120) not null,
    value text not null,
    position integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint product_specs_pkey primary key (id),
    constraint product_specs_product_id_key_key unique (product_id, key),
    constraint product_specs_product_id_fkey foreign key (product_id)
        references shop.products (id) on delete cascade on update restrict,
    constraint product_specs_key_is_not_blank check (key ~ '\S'),
    constraint product_specs_value_is_not_blank check (value ~ '\S')
);

create trigger set_updated_at
    before update on shop.product_specs
    for each row execute function platform.set_updated_at();

comment on table shop.product_specs is
    'Specifications of a product: material, weight, origin.';
comment on column shop.product_specs.product_id is
    'The product; they go with it.';
comment on column shop.product_specs.key is
    'What is specified; once for a product.';
comment on column shop.product_specs.value is
    'How it is.';
comment on column shop.product_specs.position is
    'Place in the list; equal places are sorted by key.';

create table shop.product_price_history (
    id bigint generated always as identity,
    product_id uuid not null,
    variant_id uuid,
    currency varchar(3) not null,
    old_price numeric(12, 2),
    new_price numeric(12, 2),
    changed_by text default platform.actor_id(),
    changed_at timestamptz not null default clock_timestamp(),
    constraint product_price_history_pkey primary key (id),
    constraint product_price_history_product_id_fkey foreign key (product_id)
        references shop.products (id) on delete cascade on update restrict,
    constraint product_price_history_product_id_variant_id_fkey foreign key (product_id, variant_id)
        references shop.product_variants (product_id, id) on delete cascade on update restrict
);

create index product_price_history_product_id_variant_id_idx
    on shop.product_price_history (product_id, variant_id, changed_at desc);

create trigger entries_are_final
    before update on shop.product_price_history
    for each row execute function shop.refuse_change();

create trigger entries_are_final_truncate
    before truncate on shop.product_price_history
    for each statement execute function shop.refuse_change();

comment on table shop.product_price_history is
    'Every change of a price, written by the change itself; it goes only with its product.';
comment on column shop.product_price_history.product_id is
    'The product.';
comment on column shop.product_price_history.variant_id is
    'The variant, if the price is its own.';
comment on column shop.product_price_history.currency is
    'Of both prices; a change of currency is two prices in the new one.';
comment on column shop.product_price_history.old_price is
    'Until then; NULL when it is the first, or when a variant followed its product.';
comment on column shop.product_price_history.new_price is
    'Since then; NULL when a variant follows its product again.';
comment on column shop.product_price_history.changed_by is
    'Who acted.';
comment on column shop.product_price_history.changed_at is
    'When.';

create function shop.record_price() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    insert into shop.product_price_history (product_id, currency, old_price, new_price)
    values (new.id, new.currency, case when tg_op = 'UPDATE' then old.price end, new.price);
    return null;
end
$$;

comment on function shop.record_price() is
    'AFTER row trigger of products: enters the price into the history.';

create function shop.record_price_of_variant() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    insert into shop.product_price_history (product_id, variant_id, currency, old_price, new_price)
    select p.id, new.id, p.currency,
           case when tg_op = 'UPDATE' then coalesce(old.absolute_price, p.price + old.price_delta) end,
           coalesce(new.absolute_price, p.price + new.price_delta)
    from shop.products as p
    where p.id = new.product_id;
    return null;
end
$$;

comment on function shop.record_price_of_variant() is
    'AFTER row trigger of variants: enters a price of their own into the history.';

create trigger record_price
    after insert on shop.products
    for each row execute function shop.record_price();

create trigger record_change_of_price
    after update of price, currency on shop.products
    for each row when ((old.price, old.currency) is distinct from (new.price, new.currency))
    execute function shop.record_price();

create trigger record_price
    after insert on shop.product_variants
    for each row when (num_nonnulls(new.absolute_price, new.price_delta) > 0)
    execute function shop.record_price_of_variant();

create trigger record_change_of_price
    after update of absolute_price, price_delta on shop.product_variants
    for each row when ((old.absolute_price, old.price_delta) is distinct from (new.absolute_price, new.price_delta))
    execute function shop.record_price_of_variant();

select privacy.describe_table('shop.product_variants');
select privacy.describe_table('shop.product_images');
select privacy.describe_table('shop.product_specs');
select privacy.describe_table('shop.product_price_history');
select privacy.describe_table('shop.errors');

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('shop.products', '{slug,short_description,status,reserved,tax_rate,local_delivery_enabled}'::text[]),
    ('shop.product_variants', '{id,product_id,sku,label,attributes,price_delta,absolute_price,stock,reserved,active,'
                              'created_at,updated_at}'),
    ('shop.product_images', '{id,product_id,url,alt,width,height,is_primary,position,created_at,updated_at}'),
    ('shop.product_specs', '{id,product_id,key,value,position,created_at,updated_at}'),
    ('shop.product_price_history', '{id,product_id,variant_id,currency,old_price,new_price,changed_at}'),
    ('shop.errors', '{sqlstate,meaning,remedy}')
) as plain (relation, names)
cross join lateral unnest(names) as name;

select privacy.describe_link(
    'shop.product_price_history', '{changed_by}', 'shop.users', '{id}', on_erase => 'keep', belongs => false
);
select privacy.describe_column(
    'shop.product_price_history', 'changed_by', 'identifier', 'to know who set a price', 'legitimate interests', 'keep'
);
