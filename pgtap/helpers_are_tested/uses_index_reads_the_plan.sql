begin;
select plan(7);

create temporary table thing (id integer primary key, name text);
insert into thing select n, 'thing ' || n from generate_series(1, 10000) as n;
create index thing_name_idx on thing (name);
analyze thing;

select * from check_test(
    test.uses_index($$select * from thing where name = 'thing 7'$$, 'thing_name_idx', 'a name is found'),
    true, 'uses_index() of an index the plan uses', 'a name is found', ''
);

select * from check_test(
    test.uses_index('select * from thing', 'thing_pkey', 'all are found'),
    false, 'uses_index() of an index the plan does not use', 'all are found',
    E'the plan does not use thing_pkey:\nSeq Scan on thing'
);

select throws_ok(
    $$select test.uses_index('select * from nothing', 'thing_pkey', 'nothing is found')$$,
    '42P01', 'relation "nothing" does not exist',
    'uses_index() does not swallow a mistake in the query'
);

select * from finish();
rollback;
