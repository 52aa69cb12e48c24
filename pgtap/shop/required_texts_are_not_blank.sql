begin;
select plan(21);

create temporary table tried (relation text, constraint_name text, statement text);
insert into tried values
    ('users', 'users_password_hash_is_not_blank',
     'insert into shop.users (email, password_hash) values (''ada@example.com'', %L)'),
    ('products', 'products_name_is_not_blank',
     'insert into shop.products (name, price, stock) values (%L, 1, 1)'),
    ('leads', 'leads_name_is_not_blank',
     'insert into shop.leads (name, email, message) values (%L, ''ada@example.com'', ''Hello'')'),
    ('leads', 'leads_message_is_not_blank',
     'insert into shop.leads (name, email, message) values (''Ada'', ''ada@example.com'', %L)'),
    ('analytics_events', 'analytics_events_event_type_is_not_blank',
     'insert into shop.analytics_events (event_type, created_at) values (%L, ''2025-06-01'')');

select throws_ok(
    format(statement, blank),
    '23514', format('new row for relation "%s" violates check constraint "%s"',
                   replace(relation, 'analytics_events', 'analytics_events_before'), constraint_name),
    format('%s refuses %s', constraint_name, why)
)
from tried
cross join (values
    ('', 'an empty text'),
    ('   ', 'spaces'),
    (E'\t\n', 'a tab and a line break')
) as blanks (blank, why);

select lives_ok(
    format(statement, ' x '),
    format('%s accepts one character among spaces', constraint_name)
)
from tried;

select lives_ok(
    $$insert into shop.products (name, description, price, stock) values ('Lamp', '', 1, 1)$$,
    'a description is not required: it may be blank'
);

select * from finish();
rollback;
