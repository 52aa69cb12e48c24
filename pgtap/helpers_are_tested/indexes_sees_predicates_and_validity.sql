begin;
select plan(3);

create schema observed;
create table observed.thing (a integer, b integer);
create unique index thing_a_b_idx on observed.thing (a desc, b) where b > 0;
create index thing_b_idx on observed.thing using hash (b);
update pg_index set indisvalid = false where indexrelid = 'observed.thing_b_idx'::regclass;

select set_eq(
    $$select "table", index, definition from test.indexes('observed')$$,
    $$values
        ('observed.thing', 'thing_a_b_idx',
         'CREATE UNIQUE INDEX thing_a_b_idx ON observed.thing USING btree (a DESC, b) WHERE (b > 0)'),
        ('observed.thing', 'thing_b_idx', 'CREATE INDEX thing_b_idx ON observed.thing USING hash (b)')
    $$,
    'indexes() lists indexes with method, order and predicate'
);

select results_eq(
    $$select index from test.indexes('observed') where not valid$$,
    array['thing_b_idx'],
    'indexes() tells which one was left invalid'
);

create table observed.other (a integer constraint other_pkey primary key);

select results_eq(
    $$select "table", index from test.indexes('observed', 'other')$$,
    $$values ('observed.other', 'other_pkey')$$,
    'indexes() of a table are those of this table'
);

select * from finish();
rollback;
