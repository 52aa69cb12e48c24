begin;
select plan(4);

create schema watched;
create table watched.things (id integer primary key, name text, seen_at timestamptz, updated_at timestamptz);
insert into watched.things values (1, 'lamp', null, null);
select audit.watch('watched.things', ignored_columns => '{seen_at, updated_at}');

update watched.things set name = name, id = id;

select is_empty(
    $$select * from test.logged('watched.things')$$,
    'an update that writes what was there leaves no row in the log'
);

update watched.things set seen_at = now(), updated_at = now();

select is_empty(
    $$select * from test.logged('watched.things')$$,
    'nor does one that changes ignored columns only'
);

update watched.things set name = 'lantern', updated_at = now();

select results_eq(
    $$select old_values, new_values from test.logged('watched.things')$$,
    $$values ('{"name": "lamp"}'::jsonb, '{"name": "lantern"}'::jsonb)$$,
    'ignored columns are left out of an update that is logged'
);

delete from watched.things;
insert into watched.things values (2, 'torch', now(), now());

select results_eq(
    $$select old_values, new_values from test.logged('watched.things') offset 1$$,
    $$values
        ('{"id": 1, "name": "lantern"}'::jsonb, null::jsonb),
        (null, '{"id": 2, "name": "torch"}')
    $$,
    'and out of inserted and deleted rows'
);

select * from finish();
rollback;
