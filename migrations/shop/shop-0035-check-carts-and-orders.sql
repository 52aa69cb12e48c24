-- depends: shop-0034-fill-orders
-- transactional: false
--
-- Accounts have passwords and guests have none; lines hold 1 to 100 units; an order has a number, a key and a known way to
-- its customer; a line of it says what was sold, and its total is quantity × price. The procedure that filled this in goes.
--
-- An erased guest carries the words of the erasure, as every erased account does.
--
-- New and changed rows obey from now on; the next migration validates the rest. Access exclusive on each table for an
-- instant, without a scan, each statement a transaction of its own. Rewrites nothing, loses nothing.

drop procedure shop.fill_orders(integer);

alter table shop.users
    add constraint users_account_has_a_password check (is_guest or password_hash is not null) not valid,
    add constraint users_guest_has_no_password check (
        not is_guest or password_hash is null or password_hash = 'erased'
    ) not valid,
    add constraint users_guest_takes_nobodys_address check (
        is_guest = (email ~ '^guest-[0-9a-f-]{36}@guest\.invalid$')
        or email ~ '^erased-[0-9a-f]{32}@erased\.invalid$'
    ) not valid;

alter table shop.cart_items
    add constraint cart_items_quantity_is_at_most_100 check (quantity <= 100) not valid;

alter table shop.orders
    add constraint orders_order_number_is_there check (order_number is not null) not valid,
    add constraint orders_order_number_is_year_and_number check (order_number ~ '^\d{4}-\d{6,}$') not valid,
    add constraint orders_idempotency_key_is_there check (idempotency_key is not null) not valid,
    add constraint orders_idempotency_key_is_10_to_128_characters check (length(idempotency_key) >= 10) not valid,
    add constraint orders_fulfillment_mode_is_known check (
        fulfillment_mode in ('pickup_local', 'delivery_local', 'parcel')
    ) not valid,
    add constraint orders_contact_email_is_lower_case check (contact_email = lower(contact_email)) not valid,
    add constraint orders_contact_email_is_plausible check (
        contact_email ~ '^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$'
    ) not valid;

alter table shop.order_items
    add constraint order_items_says_what_was_sold check (
        product_name is not null and sku is not null and tax_rate is not null and line_total is not null
    ) not valid,
    add constraint order_items_quantity_is_at_most_100 check (quantity <= 100) not valid,
    add constraint order_items_tax_rate_is_a_share check (tax_rate >= 0 and tax_rate < 1) not valid,
    add constraint order_items_total_is_quantity_times_price check (line_total = quantity * unit_price) not valid,
    add constraint order_items_returned_quantity_was_sold check (returned_quantity between 0 and quantity) not valid;
