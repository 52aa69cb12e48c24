begin;
select plan(1);

-- Role × object × command. shop_owner, and migrator through it, may do everything and are listed where they may not.
select set_eq(
    $$select * from test.privileges('shop')$$,
    $$values
        ('platform_owner', 'schema shop', 'USAGE'),
        ('platform_owner', 'shop.is_actor(text,text)', 'EXECUTE')
    $$,
    'in shop nobody but its owner may do anything, save platform, which asks who is an actor'
);

select * from finish();
rollback;
