-- depends: shop-0076-sell-exactly-what-is-paid
--
-- An order is paid with what was reserved for it, and one from before there were reservations has none, nor has one whose
-- reservations were purged. Nobody but the owner of the schema could give it any, so it could only be cancelled. Now an
-- administrator reserves it again, all its lines or nothing, for as long as its payment may take; its provider's event, sent
-- again, is then applied. Nothing reserves by itself: units that were promised to nobody for months may be sold.
--
-- Locks as everything does: the order, then its products by id.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

create function shop.reserve_order(order_id uuid, hold interval default '1 day') returns timestamptz
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    wanted constant shop.orders := shop.lock_order(order_id, for_admin => true);
    until constant timestamptz := clock_timestamp() + hold;
    short record;
begin
    if wanted.status <> 'pending' then
        raise exception 'order % is %, and only a pending one waits for its payment', wanted.order_number, wanted.status
            using errcode = 'SHO04',
                  hint = 'What was paid was taken from stock then.';
    end if;
    if hold is null or hold not between interval '1 minute' and interval '7 days' then
        raise exception 'held for %: it is a minute to seven days', coalesce(hold::text, 'NULL')
            using errcode = 'SHS02',
                  hint = 'What is held for one cannot be bought by others.';
    end if;
    perform from shop.products as p
    where p.id in (
        select i.product_id from shop.order_items as i where i.order_id = wanted.id
        union all
        select r.product_id from shop.stock_reservations as r where r.order_id = wanted.id
    )
    order by p.id
    for no key update;
    perform shop.end_reservations(wanted.id, 'release');
    select i.product_name, i.variant_label, i.quantity, coalesce(v.stock - v.reserved, p.stock - p.reserved) as available
        into short
    from shop.order_items as i
    join shop.products as p on p.id = i.product_id
    left join shop.product_variants as v on v.product_id = i.product_id and v.id = i.variant_id
    where i.order_id = wanted.id and coalesce(v.stock - v.reserved, p.stock - p.reserved) < i.quantity
    order by i.product_id, i.variant_id
    limit 1;
    if found then
        raise exception 'there are % of %, and order % sells %',
            short.available, concat_ws(', ', short.product_name, short.variant_label), wanted.order_number, short.quantity
            using errcode = 'SHC04',
                  hint = 'Wait for goods, or cancel the order: shop.cancel_order().';
    end if;
    perform set_config('shop.movement_order', wanted.id::text, true);
    insert into shop.stock_reservations (product_id, variant_id, quantity, order_id, reserved_until)
    select i.product_id, i.variant_id, i.quantity, i.order_id, until
    from shop.order_items as i
    where i.order_id = wanted.id;
    perform set_config('shop.movement_order', '', true);
    return until;
end
$$;

comment on function shop.reserve_order(uuid, interval) is
    'Reserves all lines of a pending order, in place of what is reserved for it, and says until when. For administrators. '
    'Raises SH001, SH002, SHC04, SHO03, SHO04, SHS02.';

grant execute on function shop.reserve_order(uuid, interval) to shop_app;
