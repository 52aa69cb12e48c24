alter table shop.products
    drop constraint products_tax_rate_is_a_share,
    drop constraint products_units_reserved_are_in_stock,
    drop constraint products_slug_is_lower_case_and_hyphens,
    drop constraint products_slug_is_there;

drop trigger entries_come_from_what_moves on shop.stock_movements;

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

alter procedure shop.fill_products(integer) owner to shop_owner;

revoke execute on procedure shop.fill_products(integer) from public;
