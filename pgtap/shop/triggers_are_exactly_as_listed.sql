begin;
select plan(1);

-- order_items, leads and analytics_events are written once and have no updated_at.
select set_eq(
    $$select * from test.triggers('shop')$$,
    $$values
        ('shop.users', 'set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.users FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()',
         'origin'),
        ('shop.products', 'set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.products FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()',
         'origin'),
        ('shop.carts', 'set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.carts FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()',
         'origin'),
        ('shop.cart_items', 'set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.cart_items FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()',
         'origin'),
        ('shop.orders', 'set_updated_at',
         'CREATE TRIGGER set_updated_at BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION platform.set_updated_at()',
         'origin')
    $$,
    'shop has these triggers, and all of them fire'
);

select * from finish();
rollback;
