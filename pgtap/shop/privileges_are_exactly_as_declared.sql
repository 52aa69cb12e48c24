begin;
select plan(1);

-- Role × object × command. shop_owner, and migrator through it, may do everything and are listed where they may not.
select set_eq(
    $$select * from test.privileges('shop') where object !~ '_\d{4}_\d\d'$$,
    $$values
        ('platform_owner', 'schema shop', 'USAGE'),
        ('platform_owner', 'shop.is_actor(text,text)', 'EXECUTE'),
        ('shop_app', 'schema shop', 'USAGE'),
        ('shop_app', 'shop.actor_id()', 'EXECUTE'),
        ('shop_app', 'shop.adjust_stock(text,uuid,text,integer,integer,uuid,text,text)', 'EXECUTE'),
        ('shop_app', 'shop.checkout(text,text,jsonb,text,numeric,interval)', 'EXECUTE'),
        ('shop_app', 'shop.errors', 'SELECT'),
        ('shop_app', 'shop.receive_stock(uuid,integer,uuid)', 'EXECUTE'),
        ('shop_app', 'shop.stock_at(uuid,timestamp with time zone,uuid)', 'EXECUTE'),
        ('shop_readonly', 'schema shop', 'USAGE'),
        ('shop_readonly', 'shop.actor_id()', 'EXECUTE'),
        ('shop_readonly', 'shop.errors', 'SELECT'),
        ('shop_user', 'schema shop', 'USAGE'),
        ('shop_user', 'shop.actor_id()', 'EXECUTE'),
        ('shop_user', 'shop.checkout(text,text,jsonb,text,numeric,interval)', 'EXECUTE'),
        ('shop_user', 'shop.errors', 'SELECT')
    $$,
    'in shop these roles may do this, and nobody anything else'
);

select * from finish();
rollback;
