begin;
select plan(5);

insert into shop.products (id, name, price, stock) values
    ('11111111-1111-1111-1111-111111111111', '  Étagère & Co., 2 m ', 10, 0),
    ('22222222-2222-2222-2222-222222222222', '时钟', 10, 0),
    ('33333333-3333-3333-3333-333333333333', repeat('long ', 51), 10, 0);

select results_eq(
    'select slug::text from shop.products order by id limit 2',
    $$values ('etagere-co-2-m-11111111'), ('22222222')$$,
    'a product without a slug gets one from its name'
);

select cmp_ok(
    (select max(length(slug)) from shop.products), '<=', 255,
    'of whatever length the name is'
);

update shop.products set name = 'Shelf' where name ~ 'tag';

select is(
    (select slug::text from shop.products where name = 'Shelf'), 'etagere-co-2-m-11111111',
    'and keeps it when it is renamed: links stay'
);

select throws_ok(
    $$update shop.products set slug = '22222222' where name = 'Shelf'$$,
    '23505', 'duplicate key value violates unique constraint "products_slug_key"',
    'a slug leads to one product'
);

select throws_ok(
    $$update shop.products set slug = 'Shelf 2' where name = 'Shelf'$$,
    '23514', 'new row for relation "products" violates check constraint "products_slug_is_lower_case_and_hyphens"',
    'and needs no quoting in an address'
);

select * from finish();
rollback;
