-- depends: shop-0024-complete-the-catalogue
--
-- The journal of stock. Two figures are kept of what is sold, on hand (stock) and reserved; every change of either, whoever
-- makes it and how, is an entry of stock_movements, written by the change itself. So the figures are the sums of the journal
-- at every moment, and there is no way to move the one without the other: entries are written by nobody else and never
-- changed.
--
-- What is reserved are rows of stock_reservations, and reserved is changed by nothing else: a row that comes reserves, a row
-- that goes releases, or is sold where shop.movement says so. Whoever deletes a cart or an order gives its stock back
-- without knowing of it.
--
-- The kind of a movement is said by whoever causes it, in shop.movement for the length of the statement, with the order in
-- shop.movement_order; a change of stock that says nothing is an adjustment. What a kind may do to the two figures is a check.
--
-- Statement triggers with transition tables: the movements of an order are one insert. Reservations that go lock their
-- products first, in the order of ids, which is the order of everybody.
--
-- shop.fill_products() is needed once, by the next migration: it enters the stock that was there before the journal.
--
-- Share row exclusive on products, orders and carts (no writes) for an instant. Rewrites nothing, loses nothing. The rollback
-- loses journal and reservations; nothing stays reserved.

set local role shop_owner;

create table shop.stock_movements (
    id bigint generated always as identity,
    product_id uuid not null,
    variant_id uuid,
    kind text not null,
    stock_change integer not null,
    reserved_change integer not null,
    stock integer not null,
    reserved integer not null,
    order_id uuid,
    actor_id text default platform.actor_id(),
    created_at timestamptz not null default clock_timestamp(),
    constraint stock_movements_pkey primary key (id),
    constraint stock_movements_product_id_fkey foreign key (product_id)
        references shop.products (id) on delete restrict on update restrict,
    constraint stock_movements_product_id_variant_id_fkey foreign key (product_id, variant_id)
        references shop.product_variants (product_id, id) on delete restrict on update restrict,
    -- At the end of the transaction: an order is written when its stock is taken.
    constraint stock_movements_order_id_fkey foreign key (order_id)
        references shop.orders (id) on delete set null on update restrict deferrable initially deferred,
    constraint stock_movements_kind_is_known check (
        kind in ('receipt', 'reservation', 'release', 'sale', 'return', 'adjustment')
    ),
    constraint stock_movements_changes_fit_the_kind check (
        case kind
            when 'receipt' then stock_change > 0 and reserved_change = 0
            when 'return' then stock_change > 0 and reserved_change = 0
            when 'adjustment' then stock_change <> 0 and reserved_change = 0
            when 'reservation' then stock_change = 0 and reserved_change > 0
            when 'release' then stock_change = 0 and reserved_change < 0
            when 'sale' then stock_change < 0 and reserved_change = stock_change
        end
    ),
    constraint stock_movements_figures_are_possible check (reserved between 0 and stock)
);

create index stock_movements_product_id_variant_id_idx on shop.stock_movements (product_id, variant_id, id);

create index stock_movements_order_id_idx on shop.stock_movements (order_id) where order_id is not null;

create trigger entries_are_final
    before update or delete on shop.stock_movements
    for each row execute function shop.refuse_change('order_id');

create trigger entries_are_final_truncate
    before truncate on shop.stock_movements
    for each statement execute function shop.refuse_change();

comment on table shop.stock_movements is
    'The journal of stock: every change of products.stock and reserved, and of those of variants, in order.';
comment on column shop.stock_movements.id is
    'The order of the movements of one product: its row is locked while they are made.';
comment on column shop.stock_movements.product_id is
    'The product; one that moved cannot be deleted any more, only taken out of the catalogue.';
comment on column shop.stock_movements.variant_id is
    'The variant, if it is one that moved.';
comment on column shop.stock_movements.kind is
    'receipt: came in; reservation, release: promised, and given back; sale: promised and gone; return: came back from a '
    'customer; adjustment: counted, lost or found.';
comment on column shop.stock_movements.stock_change is
    'Units by which stock changed.';
comment on column shop.stock_movements.reserved_change is
    'Units by which reserved changed.';
comment on column shop.stock_movements.stock is
    'Stock after it.';
comment on column shop.stock_movements.reserved is
    'Reserved after it.';
comment on column shop.stock_movements.order_id is
    'The order that caused it, as long as it is kept.';
comment on column shop.stock_movements.actor_id is
    'Who acted; NULL for the shop itself.';

create function shop.record_movements() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    cause constant text := coalesce(
        nullif(current_setting('shop.movement', true), ''),
        case tg_op when 'INSERT' then 'receipt' else 'adjustment' end
    );
    for_order constant uuid := nullif(current_setting('shop.movement_order', true), '')::uuid;
begin
    if tg_op = 'INSERT' and tg_table_name = 'products' then
        insert into shop.stock_movements (product_id, kind, stock_change, reserved_change, stock, reserved)
        select n.id, cause, n.stock, n.reserved, n.stock, n.reserved
        from new_rows as n
        where n.stock <> 0 or n.reserved <> 0;
    elsif tg_op = 'INSERT' then
        insert into shop.stock_movements (product_id, variant_id, kind, stock_change, reserved_change, stock, reserved)
        select n.product_id, n.id, cause, n.stock, n.reserved, n.stock, n.reserved
        from new_rows as n
        where n.stock <> 0 or n.reserved <> 0;
    elsif tg_table_name = 'products' then
        insert into shop.stock_movements (
            product_id, kind, stock_change, reserved_change, stock, reserved, order_id
        )
        select n.id, cause, n.stock - o.stock, n.reserved - o.reserved, n.stock, n.reserved, for_order
        from new_rows as n
        join old_rows as o on o.id = n.id
        where n.stock <> o.stock or n.reserved <> o.reserved;
    else
        insert into shop.stock_movements (
            product_id, variant_id, kind, stock_change, reserved_change, stock, reserved, order_id
        )
        select n.product_id, n.id, cause, n.stock - o.stock, n.reserved - o.reserved, n.stock, n.reserved, for_order
        from new_rows as n
        join old_rows as o on o.id = n.id
        where n.stock <> o.stock or n.reserved <> o.reserved;
    end if;
    return null;
end
$$;

comment on function shop.record_movements() is
    'AFTER statement trigger of products and variants: enters every change of stock and reserved into the journal.';

create trigger record_first_movements
    after insert on shop.products
    referencing new table as new_rows
    for each statement execute function shop.record_movements();

create trigger record_movements
    after update on shop.products
    referencing old table as old_rows new table as new_rows
    for each statement execute function shop.record_movements();

create trigger record_first_movements
    after insert on shop.product_variants
    referencing new table as new_rows
    for each statement execute function shop.record_movements();

create trigger record_movements
    after update on shop.product_variants
    referencing old table as old_rows new table as new_rows
    for each statement execute function shop.record_movements();

create table shop.stock_reservations (
    id uuid not null default gen_random_uuid(),
    product_id uuid not null,
    variant_id uuid,
    quantity integer not null,
    cart_id uuid,
    order_id uuid,
    reserved_until timestamptz not null,
    created_at timestamptz not null default now(),
    constraint stock_reservations_pkey primary key (id),
    constraint stock_reservations_product_id_fkey foreign key (product_id)
        references shop.products (id) on delete restrict on update restrict,
    constraint stock_reservations_product_id_variant_id_fkey foreign key (product_id, variant_id)
        references shop.product_variants (product_id, id) on delete restrict on update restrict,
    constraint stock_reservations_cart_id_fkey foreign key (cart_id)
        references shop.carts (id) on delete cascade on update restrict,
    constraint stock_reservations_order_id_fkey foreign key (order_id)
        references shop.orders (id) on delete cascade on update restrict deferrable initially deferred,
    constraint stock_reservations_quantity_is_positive check (quantity > 0),
    constraint stock_reservations_are_for_a_cart_or_an_order check (num_nonnulls(cart_id, order_id) = 1)
);

-- One reservation for a line. They lead from a cart and an order to what is reserved for it.
create unique index stock_reservations_cart_id_product_id_variant_id_key
    on shop.stock_reservations (cart_id, product_id, variant_id) nulls not distinct where cart_id is not null;

create unique index stock_reservations_order_id_product_id_variant_id_key
    on shop.stock_reservations (order_id, product_id, variant_id) nulls not distinct where order_id is not null;

create index stock_reservations_product_id_variant_id_idx on shop.stock_reservations (product_id, variant_id);

-- What the release of expired ones reads.
create index stock_reservations_reserved_until_idx on shop.stock_reservations (reserved_until);

comment on table shop.stock_reservations is
    'What is promised now, a row for each line of a cart or a pending order; a row that goes gives its units back.';
comment on column shop.stock_reservations.product_id is
    'The product.';
comment on column shop.stock_reservations.variant_id is
    'The variant, if it is one.';
comment on column shop.stock_reservations.quantity is
    'Units.';
comment on column shop.stock_reservations.cart_id is
    'The cart for which it is held, while the customer decides.';
comment on column shop.stock_reservations.order_id is
    'The order for which it is held, until that is paid.';
comment on column shop.stock_reservations.reserved_until is
    'After this it may be released; until it is, the units are reserved.';

create function shop.apply_reservations() returns trigger
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    said constant text := coalesce(current_setting('shop.movement', true), '');
    sign constant integer := case tg_op when 'INSERT' then 1 else -1 end;
    sold constant integer := case when said = 'sale' then 1 else 0 end;
begin
    if tg_op = 'DELETE' then
        perform from shop.products as p
        where p.id in (select c.product_id from changed as c)
        order by p.id
        for no key update;
    end if;
    if said = '' then
        perform set_config('shop.movement', case tg_op when 'INSERT' then 'reservation' else 'release' end, true);
    end if;
    update shop.products as p
    set reserved = p.reserved + sign * c.quantity,
        stock = p.stock - sold * c.quantity
    from (
        select product_id, sum(quantity)::integer as quantity from changed where variant_id is null group by product_id
    ) as c
    where p.id = c.product_id;
    if exists (select from changed where variant_id is not null) then
        update shop.product_variants as v
        set reserved = v.reserved + sign * c.quantity,
            stock = v.stock - sold * c.quantity
        from (
            select variant_id, sum(quantity)::integer as quantity from changed where variant_id is not null
            group by variant_id
        ) as c
        where v.id = c.variant_id;
    end if;
    if said = '' then
        perform set_config('shop.movement', '', true);
    end if;
    return null;
end
$$;

comment on function shop.apply_reservations() is
    'AFTER statement trigger of reservations: what comes is reserved, what goes is released, or sold where shop.movement '
    'says sale.';

create trigger reserve
    after insert on shop.stock_reservations
    referencing new table as changed
    for each statement execute function shop.apply_reservations();

create trigger release
    after delete on shop.stock_reservations
    referencing old table as changed
    for each statement execute function shop.apply_reservations();

create function shop.refuse_change_of_reservation() returns trigger
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    raise exception 'what a reservation reserves is never changed: % refused', lower(tg_op)
        using errcode = 'SH003',
              hint = 'Delete it and insert another; reserved_until alone may be moved.';
end
$$;

comment on function shop.refuse_change_of_reservation() is
    'Trigger of reservations: a change or a TRUNCATE would leave reserved as it was.';

create trigger keep_what_is_reserved
    before update on shop.stock_reservations
    for each row when (
        (old.product_id, old.variant_id, old.quantity) is distinct from (new.product_id, new.variant_id, new.quantity)
    )
    execute function shop.refuse_change_of_reservation();

create trigger keep_what_is_reserved_truncate
    before truncate on shop.stock_reservations
    for each statement execute function shop.refuse_change_of_reservation();

create procedure shop.fill_products(batch integer)
    language plpgsql
    security invoker
as $$
declare
    next_ids uuid[];
    last_id uuid := '00000000-0000-0000-0000-000000000000';
begin
    loop
        select pg_catalog.array_agg(p.id order by p.id) into next_ids
        from (
            select id from shop.products where id operator(pg_catalog.>) last_id order by id limit batch
        ) as p;
        exit when next_ids is null;
        -- The lock keeps others from moving it between the sum and the entry.
        perform from shop.products
        where id operator(pg_catalog.=) any (next_ids) order by id for no key update;
        insert into shop.stock_movements (product_id, kind, stock_change, reserved_change, stock, reserved)
        select p.id, 'receipt', p.stock operator(pg_catalog.-) m.entered, 0, p.stock, p.reserved
        from shop.products as p
        cross join lateral (
            select coalesce(pg_catalog.sum(stock_change), 0)::integer as entered
            from shop.stock_movements where product_id operator(pg_catalog.=) p.id and variant_id is null
        ) as m
        where p.id operator(pg_catalog.=) any (next_ids) and p.stock operator(pg_catalog.>) m.entered;
        -- The trigger makes the slug of each row that is touched.
        update shop.products set slug = null where id operator(pg_catalog.=) any (next_ids) and slug is null;
        last_id := next_ids[pg_catalog.cardinality(next_ids)];
        commit;
    end loop;
end
$$;

comment on procedure shop.fill_products(integer) is
    'Enters stock from before the journal and gives products their slugs, a batch a transaction. Needed once.';

select privacy.describe_table('shop.stock_movements');
select privacy.describe_table('shop.stock_reservations');

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('shop.stock_movements', '{id,product_id,variant_id,kind,stock_change,reserved_change,stock,reserved,order_id,created_at}'::text[]),
    ('shop.stock_reservations', '{id,cart_id,order_id,created_at}')
) as plain (relation, names)
cross join lateral unnest(names) as name;

select privacy.describe_link('shop.stock_reservations', '{cart_id}', 'shop.carts', '{id}', on_erase => 'delete');
select privacy.describe_link('shop.stock_reservations', '{order_id}', 'shop.orders', '{id}', on_erase => 'delete');
select privacy.describe_link(
    'shop.stock_movements', '{order_id}', 'shop.orders', '{id}', on_erase => 'keep', belongs => false
);
select privacy.describe_link(
    'shop.stock_movements', '{actor_id}', 'shop.users', '{id}', on_erase => 'keep', belongs => false
);
select privacy.describe_column(
    'shop.stock_movements', 'actor_id', 'identifier', 'to know who moved stock', 'legitimate interests', 'keep'
);
select privacy.describe_column('shop.stock_reservations', name, 'behaviour', 'to hold what was chosen', 'contract', 'delete')
from unnest(array['product_id', 'variant_id', 'quantity', 'reserved_until']) as name;
