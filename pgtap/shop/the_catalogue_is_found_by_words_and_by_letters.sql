begin;
select plan(31);

insert into shop.products (name, short_description, description, price, stock, status, active, deleted_at) values
    ('Oak table', 'Seats six.', 'Made to last.', 10, 1, 'active', true, null),
    ('Steel lamp', 'Light for a table.', null, 10, 1, 'active', true, null),
    ('Glass bowl', null, 'Looks fine on tables.', 10, 1, 'published', true, null),
    ('Café chair', null, null, 10, 1, 'active', true, null),
    ('100% linen', null, null, 10, 1, 'active', true, null),
    ('Table, secret', null, null, 10, 1, 'draft', true, null),
    ('Table, old', null, null, 10, 1, 'archived', true, null),
    ('Table, off', null, null, 10, 1, 'active', false, null),
    ('Table, gone', null, null, 10, 1, 'active', true, now());

select results_eq(
    $$select name from shop.search_products('tables')$$,
    array['Oak table', 'Steel lamp', 'Glass bowl'],
    'words are stemmed; a name weighs more than a short description, and that more than a long one'
);

select results_eq(
    $$select name from shop.search_products('cafe')$$, array['Café chair'],
    'accents make no difference'
);

select results_eq(
    $$select name from shop.search_products('table -lamp -bowl')$$, array['Oak table'],
    'words may be excluded'
);

select results_eq(
    $$select name from shop.search_products('stel lamp')$$, array['Steel lamp'],
    'a misspelt name is found by its letters'
);

select results_eq(
    $$select name from shop.search_products('stel lamp', 20, -1)$$, array['Steel lamp'],
    'before the first page, too, which is the first'
);

select results_eq(
    $$select name from shop.search_products('table', 1, 1)$$, array['Steel lamp'],
    'page by page'
);

select is_empty(
    $$select name from shop.search_products('secret or old or off or gone')$$,
    'what may not be seen is not found'
);

select is_empty(
    $$select * from shop.search_products('!&|:*()')$$,
    'signs are no words, and no error'
);

select results_eq(
    $$select name from shop.autocomplete('O')$$, array['Oak table'],
    'one letter suggests'
);

select results_eq(
    $$select name from shop.autocomplete('ta')$$, array['Oak table'],
    'names with a word that begins so are suggested'
);

select results_eq(
    $$select name from shop.autocomplete('100%')$$, array['100% linen'],
    'a per cent sign is a per cent sign'
);

select is_empty(
    $$select name from shop.autocomplete('_ak')$$,
    'and an underscore an underscore'
);

select results_eq(
    $$select name from shop.autocomplete('steell')$$, array['Steel lamp'],
    'what is nearly so is suggested when nothing is so'
);

select is_empty(
    $$select name from shop.autocomplete('') union all select name from shop.autocomplete(null)$$,
    'nothing typed suggests nothing'
);

select is_empty(
    $$select name from shop.autocomplete('secret')$$,
    'and nothing is suggested that may not be seen'
);

select results_eq(
    $$select name from shop.autocomplete('Café', 1)$$, array['Café chair'],
    'letters beyond the alphabet are letters'
);

insert into shop.products (name, price, stock, status) values
    ('Clean oven', 10, 1, 'active'), ('Tall tabouret', 10, 1, 'active'), ('Steeling knife', 10, 1, 'active');
insert into shop.products (name, price, stock, status)
select 'Pin ' || n, 10, 1, 'active' from generate_series(1, 51) as n;

select results_eq(
    $$select name from shop.autocomplete('o')$$, array['Oak table'],
    'one letter suggests what begins with it, and no word further on'
);

select results_eq(
    $$select name from shop.autocomplete('ta')$$, array['Tall tabouret', 'Oak table'],
    'what begins so comes first, and comes once'
);

select is(
    (select count(*) from shop.autocomplete('pin ', 99)), 50::bigint,
    'fifty are suggested at most'
);

select is_empty(
    $$select * from shop.autocomplete('pin', -1) union all select * from shop.autocomplete('pin', 0)$$,
    'and none if none are asked for'
);

select results_eq(
    $$select name from shop.autocomplete('steeel')$$, array['Steel lamp', 'Steeling knife'],
    'of what is nearly so the nearest comes first'
);

select results_eq(
    $$select name from shop.autocomplete('stel', 1)$$, array['Steel lamp'],
    'four letters are enough to be nearly something'
);

select is_empty(
    $$select name from shop.autocomplete('stl')$$,
    'three are not'
);

select results_eq(
    $$select name from shop.autocomplete('tabl')$$, array['Oak table'],
    'what has the letters is suggested once, and nothing that nearly has them'
);

select results_eq(
    $$select name from shop.autocomplete('gl') union all select name from shop.autocomplete('bo')
      union all select name from shop.autocomplete('glasss')$$,
    array['Glass bowl', 'Glass bowl', 'Glass bowl'],
    'what is published is suggested before it is sold'
);

insert into shop.products (name, price, stock, status) values
    (repeat('w', 100), 10, 1, 'active'), (repeat('w', 90), 10, 1, 'active');
select results_eq(
    $$select name from shop.autocomplete(repeat('w', 101))$$, array[repeat('w', 100)],
    'of what is typed a hundred letters are looked at'
);

insert into shop.products (id, slug, name, short_description, description, price, stock, status, active) values
    ('00000000-0000-4000-8000-000000000001', 'zebra-2', 'Zebra ad', null, null, 10, 0, 'active', true),
    ('00000000-0000-4000-8000-000000000002', 'zebra-1', 'Zebra ad', null, null, 10, 0, 'active', true),
    ('00000000-0000-4000-8000-000000000003', 'zebra-0', 'Zebra ac', 'First.', null, 10, 0, 'active', true),
    ('00000000-0000-4000-8000-000000000004', 'zebra-3', 'Zebra ab', 'Last.', null, 10, 0, 'published', true),
    ('00000000-0000-4000-8000-000000000005', 'zebrro', 'Zebrro', null, null, 10, 0, 'active', true),
    ('00000000-0000-4000-8000-000000000006', 'herd', 'Herd', null, 'With a gnu.', 10, 0, 'active', true);

select results_eq(
    $$select slug from shop.search_products('zebra')$$, array['zebra-3', 'zebra-0', 'zebra-2', 'zebra-1'],
    'what is found as well comes by name, and of one name by id'
);
select results_eq(
    $$select slug from shop.search_products('zebrra')$$, array['zebrro', 'zebra-3', 'zebra-0', 'zebra-2', 'zebra-1'],
    'so does what is found by letters, what is nearest first'
);
select results_eq(
    $$select slug from shop.search_products(repeat(' ', 197) || 'gnux')$$, array['herd'],
    'of a long question the first 200 letters count'
);
select is_empty(
    $$select slug from shop.search_products(repeat(' ', 196) || 'gnux')$$, 'and all of these'
);
select results_eq(
    $$select name, rank from shop.search_products(repeat(' ', 196) || 'lamqx')$$,
    $$select 'Steel lamp', extensions.word_similarity('lamq', 'Steel lamp')$$,
    'by letters, too'
);

select * from finish();
rollback;
