begin;
select plan(7);

select set_eq(
    $$select * from test.tables('shop')$$,
    $$values
        ('analytics_events', 'table', 'permanent', false, false),
        ('cart_items', 'table', 'permanent', false, false),
        ('carts', 'table', 'permanent', false, false),
        ('leads', 'table', 'permanent', false, false),
        ('order_items', 'table', 'permanent', false, false),
        ('orders', 'table', 'permanent', false, false),
        ('products', 'table', 'permanent', false, false),
        ('users', 'table', 'permanent', false, false)
    $$,
    'shop has these tables, permanent ones, and no view or sequence'
);

select enums_are(
    'shop', array['order_status', 'user_role'],
    'shop has these enums'
);

select enum_has_labels(
    'shop', 'user_role', array['admin', 'customer'],
    'a user is an admin or a customer'
);

select enum_has_labels(
    'shop', 'order_status', array['pending', 'paid', 'shipped', 'cancelled'],
    'an order is pending, paid, shipped or cancelled, and sorts in this order'
);

select set_eq(
    $$select * from test.functions('shop')$$,
    $$values
        ('shop.is_actor(text,text)', 'boolean', 'sql', 'stable', 'unsafe', false, 'definer', 'search_path=""')
    $$,
    'shop has this function, declared like this'
);

select is_empty(
    $$select * from test.without_comment('shop', array['id', 'created_at', 'updated_at'])$$,
    'everything in shop says what it is for, but for ids and the times of creation and change'
);

select is_empty(
    $$select * from test.granted_to_public('shop')$$,
    'PUBLIC holds no privilege in shop'
);

select * from finish();
rollback;
