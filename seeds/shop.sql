-- A shop to develop against: every state a screen can show, and nothing random. Ids come from md5 of a name, times
-- are fixed, and a row that is already there is left alone, so running it again changes nothing, and what a
-- developer edited stays. Never for production: everybody's password is "development".
--
-- Addresses end in .example, which can never receive mail.

insert into shop.users (id, email, password_hash, role, created_at, updated_at)
select md5('user ' || n)::uuid,
       email,
       extensions.crypt('development', '$2a$06$DevelopmentSeedSaltxxu'),
       role::shop.user_role,
       timestamptz '2025-01-06 09:00+00' + n * interval '31 hours',
       timestamptz '2025-01-06 09:00+00' + n * interval '31 hours'
from (values
    (1, 'amina.benali@shop.example', 'admin'),
    (2, 'victor.moreau@shop.example', 'admin'),
    (3, 'alice.martin@mail.example', 'customer'),
    (4, 'bruno.costa@mail.example', 'customer'),
    (5, 'camille.roux@mail.example', 'customer'),
    (6, 'dimitri.petrov@mail.example', 'customer'),
    (7, 'elif.demir@mail.example', 'customer'),
    (8, 'fatma.trabelsi@mail.example', 'customer'),
    (9, 'giulia.rossi@mail.example', 'customer'),
    (10, 'hugo.lambert@mail.example', 'customer'),
    (11, 'ines.garcia@mail.example', 'customer'),
    (12, 'jonas.weber@mail.example', 'customer'),
    (13, 'karim.haddad@mail.example', 'customer'),
    (14, 'lea.dubois@mail.example', 'customer'),
    (15, 'mehdi.jaziri@mail.example', 'customer'),
    (16, 'nora.lindqvist@mail.example', 'customer'),
    (17, 'oscar.nilsen@mail.example', 'customer'),
    (18, 'paula.silva@mail.example', 'customer'),
    (19, 'quentin.faure@mail.example', 'customer'),
    (20, 'rania.gharbi@mail.example', 'customer'),
    (21, 'samuel.okafor@mail.example', 'customer'),
    (22, 'theo.bernard@mail.example', 'customer'),
    (23, 'ursula.keller@mail.example', 'customer'),
    (24, 'yasmine.mansour@mail.example', 'customer')
) as person (n, email, role)
on conflict (id) do nothing;

-- 8 things in 8 materials: 64 products. Every sixteenth is switched off, every twenty-first was taken out of the
-- catalogue (and switched off first), every ninth is out of stock, every eleventh has no description yet.
insert into shop.products (id, name, description, price, stock, status, active, deleted_at, created_at, updated_at)
select md5('product ' || n)::uuid,
       material || ' ' || thing,
       case when n % 11 <> 0 then sentence || ' Made of ' || lower(material) || '.' end,
       round(base * factor, 2) - 0.10,
       case when n % 9 = 0 then 0 else 3 + n * 7 % 60 end,
       'active',
       n % 16 <> 0 and n % 21 <> 0,
       case when n % 21 = 0 then timestamptz '2025-04-01 08:00+00' + n * interval '1 day' end,
       timestamptz '2025-01-02 08:00+00' + n * interval '26 hours',
       timestamptz '2025-01-02 08:00+00' + n * interval '26 hours'
from (
    select (t - 1) * 8 + m as n, thing, base, sentence, material, factor
    from (values
        (1, 'dining table', 420.00, 'Seats six, eight among friends.'),
        (2, 'armchair', 260.00, 'The back is high enough to fall asleep in.'),
        (3, 'bookshelf', 180.00, 'Five boards, each carries forty kilos.'),
        (4, 'desk lamp', 59.00, 'Warm light, dimmable, with a fabric cable.'),
        (5, 'wall mirror', 95.00, 'Hangs upright or across.'),
        (6, 'fruit bowl', 34.00, 'Turned by hand; no two are alike.'),
        (7, 'coat rack', 72.00, 'Eight hooks and a ring for umbrellas.'),
        (8, 'wall clock', 48.00, 'It does not tick.')
    ) as things (t, thing, base, sentence)
    cross join (values
        (1, 'Oak', 1.20),
        (2, 'Walnut', 1.45),
        (3, 'Ash', 1.10),
        (4, 'Pine', 0.80),
        (5, 'Steel', 1.00),
        (6, 'Brass', 1.30),
        (7, 'Bamboo', 0.75),
        (8, 'Olive wood', 1.60)
    ) as materials (m, material, factor)
) as catalogue
on conflict (id) do nothing;

-- Ten customers are filling a cart; the first of them has not begun.
insert into shop.carts (id, user_id, created_at, updated_at)
select md5('cart ' || n)::uuid,
       md5('user ' || n)::uuid,
       timestamptz '2025-06-20 17:00+00' + n * interval '95 minutes',
       timestamptz '2025-06-20 17:00+00' + n * interval '95 minutes'
from generate_series(3, 12) as n
on conflict do nothing;

insert into shop.cart_items (id, cart_id, product_id, quantity, created_at, updated_at)
select md5('cart item ' || n || ' ' || line)::uuid,
       c.id,
       md5('product ' || buyable[1 + (n * 5 + line * 3) % cardinality(buyable)])::uuid,
       1 + (n + line) % 3,
       c.created_at + line * interval '4 minutes',
       c.created_at + line * interval '4 minutes'
from generate_series(4, 12) as n
join shop.carts as c on c.id = md5('cart ' || n)::uuid
cross join generate_series(1, 4) as line
cross join (
    select array_agg(p order by p) as buyable from generate_series(1, 64) as p
    where p % 16 <> 0 and p % 21 <> 0 and p % 9 <> 0
) as catalogue
where line <= 1 + n % 4
on conflict do nothing;

-- Sixty orders of one to three products: the older ones shipped or were cancelled, the newest wait to be paid.
-- The total is the sum of the items, so both come from the same lines in one statement.
with lines as (
    select o as "order",
           md5('order ' || o)::uuid as order_id,
           md5('user ' || 3 + o * 5 % 22)::uuid as user_id,
           case when o > 54 then 'pending' when o % 10 = 0 then 'cancelled' when o > 42 then 'paid'
                else 'shipped' end::shop.order_status as status,
           timestamptz '2025-03-01 10:00+00' + o * interval '45 hours' as ordered_at,
           line,
           p.id as product_id,
           1 + (o + line) % 2 as quantity,
           p.price,
           p.currency
    from generate_series(1, 60) as o
    cross join generate_series(1, 3) as line
    join shop.products as p on p.id = md5('product ' || 1 + (o * 7 + line * 11) % 64)::uuid
    where line <= 1 + o % 3
), made as (
    insert into shop.orders (id, user_id, status, total_amount, currency, created_at, updated_at)
    select order_id, user_id, status, sum(quantity * price), currency, ordered_at,
           ordered_at + case status when 'pending' then interval '0' when 'shipped' then interval '2 days'
                                    else interval '10 minutes' end
    from lines
    group by order_id, user_id, status, currency, ordered_at
    on conflict (id) do nothing
    returning id
)
insert into shop.order_items (id, order_id, product_id, quantity, unit_price, currency, created_at)
select md5('order item ' || "order" || ' ' || line)::uuid, order_id, product_id, quantity, price, currency, ordered_at
from lines
join made on made.id = order_id;

-- What was paid was paid through a provider.
insert into shop.payments (id, order_id, provider, intent_id, amount, currency, status, created_at, updated_at)
select md5('payment ' || o)::uuid, p.id, 'stripe', 'pi_seed_' || o, p.total_amount, p.currency, 'succeeded',
       p.created_at + interval '5 minutes', p.created_at + interval '5 minutes'
from generate_series(1, 60) as o
join shop.orders as p on p.id = md5('order ' || o)::uuid
where p.status in ('paid', 'shipped')
on conflict (id) do nothing;

insert into shop.leads (id, name, email, message, created_at)
select md5('lead ' || n)::uuid, name, email, message, timestamptz '2025-05-05 11:00+00' + n * interval '83 hours'
from (values
    (1, 'Marie Lefèvre', 'marie.lefevre@mail.example', 'Do you deliver to Corsica, and what does it cost?'),
    (2, 'Piotr Nowak', 'piotr.nowak@mail.example', 'Is the oak dining table also made 220 cm long?'),
    (3, 'Sana Khelifi', 'sana.khelifi@mail.example', 'Bonjour, avez-vous un magasin à Tunis ?'),
    (4, 'Hotel Bellevue', 'purchasing@bellevue.example', 'We furnish 40 rooms. Please call us about prices for quantities.'),
    (5, 'Alice Martin', 'alice.martin@mail.example', 'The mirror I received has a scratch on the left side.'),
    (6, 'Tom Becker', 'tom.becker@mail.example', 'When will the brass desk lamp be back in stock?'),
    (7, 'Piotr Nowak', 'piotr.nowak@mail.example', 'Second attempt: the table, 220 cm?'),
    (8, 'Luisa Conti', 'luisa.conti@mail.example', 'Can I return the wall clock? It does not tick and I miss it.'),
    (9, 'Atelier Nord', 'hello@atelier-nord.example', 'We turn bowls by hand and would like to sell through you.'),
    (10, 'Gwen Parry', 'gwen.parry@mail.example', 'Which of your woods may stand in a bathroom?'),
    (11, 'Noah Schmid', 'noah.schmid@mail.example', 'Do you accept orders in Swiss francs?'),
    (12, 'Zeynep Aydın', 'zeynep.aydin@mail.example', 'Please send me the catalogue.')
) as written (n, name, email, message)
on conflict (id) do nothing;

-- Visits, two thirds of them by people who are not signed in; something put into a cart now and then; and one
-- event for each order.
insert into shop.analytics_events (id, event_type, user_id, payload, created_at)
select md5('event ' || n)::uuid,
       case when n % 6 = 0 then 'cart_add' else 'page_view' end,
       case when n % 3 = 0 then md5('user ' || 3 + n / 3 % 22)::uuid end,
       case when n % 6 = 0
            then jsonb_build_object('product_id', md5('product ' || 1 + n % 64)::uuid, 'quantity', 1 + n % 2)
            else jsonb_build_object('path', '/products/' || md5('product ' || 1 + n % 64)::uuid,
                                    'device', (array['phone', 'desktop', 'tablet'])[1 + n % 3])
       end,
       timestamptz '2025-06-01 06:00+00' + n * interval '97 minutes'
from generate_series(1, 300) as n
on conflict (id, created_at) do nothing;

insert into shop.analytics_events (id, event_type, user_id, payload, created_at)
select md5('event of order ' || o.id)::uuid, 'order_placed', o.user_id,
       jsonb_build_object('order_id', o.id, 'total', o.total_amount, 'currency', o.currency), o.created_at
from shop.orders as o
where o.id in (select md5('order ' || n)::uuid from generate_series(1, 60) as n)
on conflict (id, created_at) do nothing;
