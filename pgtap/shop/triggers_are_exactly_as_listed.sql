begin;
select plan(22);

-- Those that fire; that no other one is there is said at the end.
select results_eq(
    $$select trigger, definition from test.triggers('shop', 'users') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON shop.users FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updated_at,password_hash}'', ''{email}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON shop.users FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.users FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'users has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'products') where enabled = 'origin'$$,
    $$values
        ('fill_slug',
         'CREATE TRIGGER fill_slug BEFORE INSERT OR UPDATE ON shop.products FOR EACH ROW WHEN ((new.slug IS NULL)) EXECUTE FUNCTION shop.fill_slug()'),
        ('record_change_of_price',
         'CREATE TRIGGER record_change_of_price AFTER UPDATE OF price, currency ON shop.products FOR EACH ROW WHEN (((old.price IS DISTINCT FROM new.price) OR ((old.currency)::text IS DISTINCT FROM (new.currency)::text))) EXECUTE FUNCTION shop.record_price()'),
        ('record_first_movements',
         'CREATE TRIGGER record_first_movements AFTER INSERT ON shop.products REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION shop.record_movements()'),
        ('record_movements',
         'CREATE TRIGGER record_movements AFTER UPDATE ON shop.products REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION shop.record_movements()'),
        ('record_price',
         'CREATE TRIGGER record_price AFTER INSERT ON shop.products FOR EACH ROW EXECUTE FUNCTION shop.record_price()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.products FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'products has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'carts') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.carts FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'carts has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'cart_items') where enabled = 'origin'$$,
    $$values
        ('keep_cart',
         'CREATE TRIGGER keep_cart AFTER INSERT OR UPDATE ON shop.cart_items FOR EACH ROW EXECUTE FUNCTION shop.keep_cart()'),
        ('note_price',
         'CREATE TRIGGER note_price BEFORE INSERT OR UPDATE OF product_id, variant_id ON shop.cart_items FOR EACH ROW EXECUTE FUNCTION shop.note_price()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.cart_items FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'cart_items has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'orders') where enabled = 'origin'$$,
    $$values
        ('fill_order',
         'CREATE TRIGGER fill_order BEFORE INSERT OR UPDATE ON shop.orders FOR EACH ROW WHEN (((new.order_number IS NULL) OR (new.idempotency_key IS NULL))) EXECUTE FUNCTION shop.fill_order()'),
        ('paid_is_sold',
         'CREATE TRIGGER paid_is_sold BEFORE UPDATE OF status ON shop.orders FOR EACH ROW WHEN (((old.status = ''pending''::shop.order_status) AND (new.status = ''paid''::shop.order_status))) EXECUTE FUNCTION shop.require_sold()'),
        ('record_creation',
         'CREATE TRIGGER record_creation AFTER INSERT ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.record_transition()'),
        ('record_transition',
         'CREATE TRIGGER record_transition AFTER UPDATE OF status ON shop.orders FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION shop.record_transition()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()'),
        ('total_is_final',
         'CREATE TRIGGER total_is_final BEFORE UPDATE OF total_amount, currency ON shop.orders FOR EACH ROW WHEN (((old.total_amount IS DISTINCT FROM new.total_amount) OR ((old.currency)::text IS DISTINCT FROM (new.currency)::text))) EXECUTE FUNCTION shop.refuse_change_of_total()'),
        ('total_is_the_sum_of_lines',
         'CREATE CONSTRAINT TRIGGER total_is_the_sum_of_lines AFTER INSERT ON shop.orders DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shop.compare_total()')
    $$,
    'orders has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'order_items') where enabled = 'origin'$$,
    $$values
        ('fill_order_item',
         'CREATE TRIGGER fill_order_item BEFORE INSERT OR UPDATE ON shop.order_items FOR EACH ROW WHEN (((new.product_name IS NULL) OR (new.sku IS NULL) OR (new.tax_rate IS NULL) OR (new.line_total IS NULL))) EXECUTE FUNCTION shop.fill_order_item()'),
        ('total_is_the_sum_of_lines',
         'CREATE CONSTRAINT TRIGGER total_is_the_sum_of_lines AFTER INSERT OR DELETE OR UPDATE OF order_id, quantity, unit_price, line_total ON shop.order_items DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shop.compare_total()')
    $$,
    'order_items has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'leads') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON shop.leads FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{times,last_at}'', ''{name,email,message,fingerprint}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON shop.leads FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()')
    $$,
    'leads has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'product_variants') where enabled = 'origin'$$,
    $$values
        ('record_change_of_price',
         'CREATE TRIGGER record_change_of_price AFTER UPDATE OF absolute_price, price_delta ON shop.product_variants FOR EACH ROW WHEN (((old.absolute_price IS DISTINCT FROM new.absolute_price) OR (old.price_delta IS DISTINCT FROM new.price_delta))) EXECUTE FUNCTION shop.record_price_of_variant()'),
        ('record_first_movements',
         'CREATE TRIGGER record_first_movements AFTER INSERT ON shop.product_variants REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION shop.record_movements()'),
        ('record_movements',
         'CREATE TRIGGER record_movements AFTER UPDATE ON shop.product_variants REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION shop.record_movements()'),
        ('record_price',
         'CREATE TRIGGER record_price AFTER INSERT ON shop.product_variants FOR EACH ROW WHEN ((num_nonnulls(new.absolute_price, new.price_delta) > 0)) EXECUTE FUNCTION shop.record_price_of_variant()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.product_variants FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'product_variants has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'product_images') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON shop.product_images FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updated_at}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON shop.product_images FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.product_images FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'product_images has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'product_specs') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON shop.product_specs FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updated_at}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON shop.product_specs FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.product_specs FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'product_specs has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'product_price_history') where enabled = 'origin'$$,
    $$values
        ('entries_are_final',
         'CREATE TRIGGER entries_are_final BEFORE UPDATE ON shop.product_price_history FOR EACH ROW EXECUTE FUNCTION shop.refuse_change()'),
        ('entries_are_final_truncate',
         'CREATE TRIGGER entries_are_final_truncate BEFORE TRUNCATE ON shop.product_price_history FOR EACH STATEMENT EXECUTE FUNCTION shop.refuse_change()')
    $$,
    'product_price_history has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'stock_movements') where enabled = 'origin'$$,
    $$values
        ('entries_are_final',
         'CREATE TRIGGER entries_are_final BEFORE DELETE OR UPDATE ON shop.stock_movements FOR EACH ROW EXECUTE FUNCTION shop.refuse_change(''order_id'')'),
        ('entries_are_final_truncate',
         'CREATE TRIGGER entries_are_final_truncate BEFORE TRUNCATE ON shop.stock_movements FOR EACH STATEMENT EXECUTE FUNCTION shop.refuse_change()'),
        ('entries_come_from_what_moves',
         'CREATE TRIGGER entries_come_from_what_moves BEFORE INSERT ON shop.stock_movements FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION shop.refuse_change()')
    $$,
    'stock_movements has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'stock_reservations') where enabled = 'origin'$$,
    $$values
        ('keep_what_is_reserved',
         'CREATE TRIGGER keep_what_is_reserved BEFORE UPDATE ON shop.stock_reservations FOR EACH ROW WHEN ((((old.product_id IS DISTINCT FROM new.product_id) OR (old.variant_id IS DISTINCT FROM new.variant_id)) OR (old.quantity IS DISTINCT FROM new.quantity))) EXECUTE FUNCTION shop.refuse_change_of_reservation()'),
        ('keep_what_is_reserved_truncate',
         'CREATE TRIGGER keep_what_is_reserved_truncate BEFORE TRUNCATE ON shop.stock_reservations FOR EACH STATEMENT EXECUTE FUNCTION shop.refuse_change_of_reservation()'),
        ('release',
         'CREATE TRIGGER release AFTER DELETE ON shop.stock_reservations REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION shop.apply_reservations()'),
        ('reserve',
         'CREATE TRIGGER reserve AFTER INSERT ON shop.stock_reservations REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION shop.apply_reservations()')
    $$,
    'stock_reservations has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'stock_adjustments') where enabled = 'origin'$$,
    $$values
        ('entries_are_final',
         'CREATE TRIGGER entries_are_final BEFORE DELETE OR UPDATE ON shop.stock_adjustments FOR EACH ROW EXECUTE FUNCTION shop.refuse_change()'),
        ('entries_are_final_truncate',
         'CREATE TRIGGER entries_are_final_truncate BEFORE TRUNCATE ON shop.stock_adjustments FOR EACH STATEMENT EXECUTE FUNCTION shop.refuse_change()')
    $$,
    'stock_adjustments has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'order_events') where enabled = 'origin'$$,
    $$values
        ('entries_are_final',
         'CREATE TRIGGER entries_are_final BEFORE DELETE OR UPDATE ON shop.order_events FOR EACH ROW EXECUTE FUNCTION shop.refuse_change_of_event()'),
        ('entries_are_final_truncate',
         'CREATE TRIGGER entries_are_final_truncate BEFORE TRUNCATE ON shop.order_events FOR EACH STATEMENT EXECUTE FUNCTION shop.refuse_change()')
    $$,
    'order_events has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'payments') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON shop.payments FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updated_at}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON shop.payments FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.payments FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'payments has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'refunds') where enabled = 'origin'$$,
    $$values
        ('audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON shop.refunds FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{updated_at,reason}'', ''{}'')'),
        ('audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON shop.refunds FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()'),
        ('count_change_of_refund',
         'CREATE TRIGGER count_change_of_refund AFTER UPDATE OF amount, status ON shop.refunds FOR EACH ROW EXECUTE FUNCTION shop.count_refund()'),
        ('count_refund',
         'CREATE TRIGGER count_refund AFTER INSERT ON shop.refunds FOR EACH ROW EXECUTE FUNCTION shop.count_refund()'),
        ('keep_what_is_counted',
         'CREATE TRIGGER keep_what_is_counted BEFORE DELETE OR UPDATE OF payment_id ON shop.refunds FOR EACH ROW EXECUTE FUNCTION shop.refuse_change_of_refund()'),
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.refunds FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'refunds has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'shipments') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.shipments FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'shipments has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'order_return_items') where enabled = 'origin'$$,
    $$values
        ('count_return',
         'CREATE TRIGGER count_return AFTER INSERT ON shop.order_return_items FOR EACH ROW EXECUTE FUNCTION shop.count_return()'),
        ('entries_are_final',
         'CREATE TRIGGER entries_are_final BEFORE UPDATE ON shop.order_return_items FOR EACH ROW EXECUTE FUNCTION shop.refuse_change()')
    $$,
    'order_return_items has these triggers'
);

select results_eq(
    $$select trigger, definition from test.triggers('shop', 'media_upload_sessions') where enabled = 'origin'$$,
    $$values
        ('set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.media_upload_sessions FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()')
    $$,
    'media_upload_sessions has these triggers'
);

select set_eq(
    $$select "table" from test.triggers('shop') where "table" !~ '_\d{4}_\d\d$'$$,
    array[
        'shop.cart_items', 'shop.carts', 'shop.leads', 'shop.media_upload_sessions', 'shop.order_events',
        'shop.order_items', 'shop.order_return_items', 'shop.orders', 'shop.payments', 'shop.product_images',
        'shop.product_price_history', 'shop.product_specs', 'shop.product_variants', 'shop.products', 'shop.refunds',
        'shop.shipments', 'shop.stock_adjustments', 'shop.stock_movements', 'shop.stock_reservations', 'shop.users'
    ],
    'nothing else of shop has triggers'
);

select is_empty(
    $$select "table", trigger from test.triggers('shop') where enabled <> 'origin'$$,
    'every trigger fires'
);

select * from finish();
rollback;
