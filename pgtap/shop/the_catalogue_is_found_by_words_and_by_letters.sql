begin;
select plan(15);

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

select * from finish();
rollback;
