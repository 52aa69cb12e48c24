alter table shop.order_items
    drop constraint order_items_returned_quantity_was_sold,
    drop constraint order_items_total_is_quantity_times_price,
    drop constraint order_items_tax_rate_is_a_share,
    drop constraint order_items_quantity_is_at_most_100,
    drop constraint order_items_says_what_was_sold;

alter table shop.orders
    drop constraint orders_contact_email_is_plausible,
    drop constraint orders_contact_email_is_lower_case,
    drop constraint orders_fulfillment_mode_is_known,
    drop constraint orders_idempotency_key_is_10_to_128_characters,
    drop constraint orders_idempotency_key_is_there,
    drop constraint orders_order_number_is_year_and_number,
    drop constraint orders_order_number_is_there;

alter table shop.cart_items
    drop constraint cart_items_quantity_is_at_most_100;

alter table shop.users
    drop constraint users_guest_takes_nobodys_address,
    drop constraint users_guest_has_no_password,
    drop constraint users_account_has_a_password;

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

alter procedure shop.fill_orders(integer) owner to shop_owner;

revoke execute on procedure shop.fill_orders(integer) from public;
