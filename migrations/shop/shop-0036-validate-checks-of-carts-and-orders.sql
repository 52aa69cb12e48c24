-- depends: shop-0035-check-carts-and-orders
-- transactional: false
--
-- What was there before obeys the checks and the foreign keys, too. If a row does not, the server names the constraint, the
-- table stays as it is, and the next run continues here: list the rows with the condition negated.
--
-- Share update exclusive on each table while it is scanned, row share on product_variants: reads and writes go on. Rewrites
-- nothing, loses nothing.

alter table shop.users
    validate constraint users_account_has_a_password,
    validate constraint users_guest_has_no_password,
    validate constraint users_guest_takes_nobodys_address;

alter table shop.cart_items
    validate constraint cart_items_quantity_is_at_most_100,
    validate constraint cart_items_product_id_variant_id_fkey;

alter table shop.orders
    validate constraint orders_order_number_is_there,
    validate constraint orders_order_number_is_year_and_number,
    validate constraint orders_idempotency_key_is_there,
    validate constraint orders_idempotency_key_is_10_to_128_characters,
    validate constraint orders_fulfillment_mode_is_known,
    validate constraint orders_contact_email_is_lower_case,
    validate constraint orders_contact_email_is_plausible;

alter table shop.order_items
    validate constraint order_items_says_what_was_sold,
    validate constraint order_items_quantity_is_at_most_100,
    validate constraint order_items_tax_rate_is_a_share,
    validate constraint order_items_total_is_quantity_times_price,
    validate constraint order_items_returned_quantity_was_sold,
    validate constraint order_items_product_id_variant_id_fkey;
