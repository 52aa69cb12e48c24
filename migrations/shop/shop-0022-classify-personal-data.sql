-- depends: shop-0021-declare-actors platform-0031-audit-privacy
--
-- What the shop knows of people. There are two kinds of person: who has an account (shop.user), and who only wrote through
-- the contact form (shop.visitor, known by the address). Erasing an account takes the messages from the same address along.
--
-- Retention: orders and their items ten years (commercial code, L123-22), events 25 months and messages three years after
-- they were written (recommendations of the CNIL). Accounts and carts stay as long as the person does. An account with
-- orders is not deleted but anonymised: the orders keep referring to an account that says nothing of anybody. Products
-- say nothing of people; they are described so that the whole schema is.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

select privacy.describe_table('shop.users');
select privacy.describe_table('shop.products');
select privacy.describe_table('shop.carts');
select privacy.describe_table('shop.cart_items');
select privacy.describe_table('shop.orders', '10 years', 'created_at');
select privacy.describe_table('shop.order_items', '10 years', 'created_at');
select privacy.describe_table('shop.leads', '3 years', 'created_at');
select privacy.describe_table('shop.analytics_events', '25 months', 'created_at');

select privacy.describe_person('shop.user', 'shop.users', 'id', on_erase => 'delete');
select privacy.describe_person('shop.visitor', 'shop.leads', 'email', on_erase => 'delete');

select privacy.describe_link('shop.carts', '{user_id}', 'shop.users', '{id}', on_erase => 'delete');
select privacy.describe_link('shop.cart_items', '{cart_id}', 'shop.carts', '{id}', on_erase => 'delete');
select privacy.describe_link('shop.orders', '{user_id}', 'shop.users', '{id}', on_erase => 'keep');
select privacy.describe_link('shop.order_items', '{order_id}', 'shop.orders', '{id}', on_erase => 'keep');
select privacy.describe_link('shop.analytics_events', '{user_id}', 'shop.users', '{id}', on_erase => 'keep');
select privacy.describe_link('shop.leads', '{email}', 'shop.users', '{email}', on_erase => 'delete');
select privacy.describe_link('platform.idempotency_keys', '{actor}', 'shop.users', '{id}', on_erase => 'delete');

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('shop.users', '{role,created_at,updated_at}'::text[]),
    ('shop.products', '{id,name,description,price,currency,stock,active,deleted_at,created_at,updated_at}'),
    ('shop.carts', '{id,created_at,updated_at}'),
    ('shop.cart_items', '{id,cart_id,created_at,updated_at}'),
    ('shop.orders', '{id}'),
    ('shop.order_items', '{id,order_id}'),
    ('shop.leads', '{id}'),
    ('shop.analytics_events', '{id}')
) as plain (relation, names)
cross join lateral unnest(names) as name;

select privacy.describe_column(relation::regclass, name, category, purpose, legal_basis, on_erase)
from (values
    ('shop.users', '{id}'::text[], 'identifier', 'to tell accounts apart', 'contract', 'keep'),
    ('shop.carts', '{user_id}', 'identifier', 'to know whose cart it is', 'contract', 'delete'),
    ('shop.cart_items', '{product_id,quantity}', 'behaviour', 'to order what was chosen', 'contract', 'delete'),
    ('shop.orders', '{user_id}', 'identifier', 'to know who ordered', 'legal obligation', 'keep'),
    ('shop.orders', '{status,total_amount,currency,created_at,updated_at}', 'financial', 'to keep accounts',
     'legal obligation', 'keep'),
    ('shop.order_items', '{product_id,quantity,unit_price,currency,created_at}', 'financial', 'to keep accounts',
     'legal obligation', 'keep'),
    ('shop.leads', '{name}', 'identity', 'to answer a message', 'legitimate interests', 'delete'),
    ('shop.leads', '{created_at}', 'behaviour', 'to answer a message', 'legitimate interests', 'delete'),
    ('shop.analytics_events', '{user_id}', 'identifier', 'to count what people do', 'consent', 'delete'),
    ('shop.analytics_events', '{event_type,created_at}', 'behaviour', 'to count what people do', 'consent', 'keep')
) as personal (relation, names, category, purpose, legal_basis, on_erase)
cross join lateral unnest(names) as name;

select privacy.describe_column(
    'shop.users', 'email', 'contact', 'to sign in and to be written to', 'contract', 'anonymise',
    replacement => 'erased-%@erased.invalid', identifies => true
);
select privacy.describe_column(
    'shop.users', 'password_hash', 'credential', 'to sign in', 'contract', 'anonymise', replacement => 'erased'
);
select privacy.describe_column(
    'shop.leads', 'email', 'contact', 'to answer a message', 'legitimate interests', 'delete', identifies => true
);
select privacy.describe_column(
    'shop.leads', 'message', 'content', 'to answer a message', 'legitimate interests', 'mask', mentions => true
);
select privacy.describe_column(
    'shop.analytics_events', 'payload', 'behaviour', 'to count what people do', 'consent', 'anonymise',
    replacement => '{}', mentions => true
);
