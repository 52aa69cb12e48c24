begin;
select plan(12);

create temporary table tried (what text, longest integer, statement text);
insert into tried values
    ('users.email', 320,
     'insert into shop.users (email, password_hash) values (lpad(''@example.com'', %s, ''a''), ''hash'')'),
    ('products.name', 255,
     'insert into shop.products (name, price, stock) values (repeat(''a'', %s), 1, 1)'),
    ('products.currency', 3,
     'insert into shop.products (name, price, stock, currency) values (''Lamp'', 1, 1, repeat(''A'', %s))'),
    ('leads.name', 255,
     'insert into shop.leads (name, email, message) values (repeat(''a'', %s), ''ada@example.com'', ''Hello'')'),
    ('leads.email', 320,
     'insert into shop.leads (name, email, message) values (''Ada'', lpad(''@example.com'', %s, ''a''), ''Hello'')'),
    ('analytics_events.event_type', 100,
     'insert into shop.analytics_events (event_type) values (repeat(''a'', %s))');

select lives_ok(
    format(statement, longest),
    format('%s accepts %s characters', what, longest)
)
from tried;

select throws_ok(
    format(statement, longest + 1),
    '22001', format('value too long for type character varying(%s)', longest),
    format('%s refuses one more', what)
)
from tried;

select * from finish();
rollback;
