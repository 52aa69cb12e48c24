begin;
select plan(2);

create schema watched;
create table watched.things (id integer primary key, name text, seen_at timestamptz);
insert into watched.things values (1, 'lamp', null);
select audit.watch('watched.things', ignored_columns => '{seen_at}');

update watched.things set id = 2, name = 'lantern';

select results_eq(
    $$select * from test.logged('watched.things')$$,
    $$values
        ('1', 'delete', '{"id": 1, "name": "lamp"}'::jsonb, null::jsonb),
        ('2', 'insert', null, '{"id": 2, "name": "lantern"}')
    $$,
    'a record that gets another key ends under the old one and begins under the new one'
);

create table watched.pairs (a text, b text, name text, primary key (a, b));
insert into watched.pairs values ('x "1"', 'y', 'lamp');
select audit.watch('watched.pairs');
update watched.pairs set b = 'z';

select results_eq(
    $$select record_id, action from test.logged('watched.pairs')$$,
    $$values ('["x \"1\"", "y"]', 'delete'), ('["x \"1\"", "z"]', 'insert')$$,
    'several key columns make a JSON array, and one of them is enough'
);

select * from finish();
rollback;
