begin;
select plan(4);

select set_eq(
    $$select format('%s:%s', kind, table_name) from privacy.people where table_schema = 'shop'$$,
    array['shop.user:users', 'shop.visitor:leads'],
    'there are two kinds of person in the shop: who has an account, and who only wrote'
);

select set_eq(
    $$
        select table_name, column_name, category, on_erase
        from privacy.columns
        where table_schema = 'shop' and (identifies or mentions or category in ('credential', 'identity'))
    $$,
    $$values
        ('users', 'email', 'contact', 'anonymise'),
        ('users', 'password_hash', 'credential', 'anonymise'),
        ('orders', 'contact_email', 'contact', 'delete'),
        ('order_addresses', 'name', 'identity', 'delete'),
        ('refunds', 'reason', 'content', 'mask'),
        ('order_returns', 'reason', 'content', 'mask'),
        ('payment_webhook_events', 'payload', 'financial', 'anonymise'),
        ('leads', 'name', 'identity', 'delete'),
        ('leads', 'email', 'contact', 'delete'),
        ('leads', 'message', 'content', 'mask'),
        ('analytics_events', 'payload', 'behaviour', 'anonymise')
    $$,
    'these columns say who somebody is, prove it, or may mention anybody'
);

select set_eq(
    $$select table_name, retention from privacy.tables where table_schema = 'shop' and retention is not null$$,
    $$values
        ('orders', '10 years'::interval), ('order_items', '10 years'), ('order_events', '10 years'), ('stock_reservations', '1 month'),
        ('payments', '10 years'), ('refunds', '10 years'), ('payment_webhook_events', '10 years'),
        ('shipments', '10 years'), ('order_returns', '10 years'),
        ('order_addresses', '10 years'), ('leads', '3 years'), ('analytics_events', '25 months')
    $$,
    'these are kept for a time of their own'
);

select is_empty(
    $$
        select c.relname from pg_class as c
        where c.relnamespace = 'shop'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        except select table_name from privacy.tables where table_schema = 'shop'
    $$,
    'every table is described'
);

select * from finish();
rollback;
