begin;
select plan(3);

create schema watched authorization shop_owner;
set local role shop_owner;
create table watched.things (id integer primary key);

select lives_ok(
    $$select audit.watch('watched.things')$$,
    'the owner of a context watches a table in its migration'
);

insert into watched.things values (1);
reset role;

select is(
    (select count(*) from test.logged('watched.things')), 1::bigint,
    'its changes are logged'
);

set local role nexus_owner;

select throws_ok(
    $$select audit.unwatch('watched.things')$$,
    '42501', 'permission denied for schema watched',
    'the owner of another context cannot end that'
);

reset role;

select * from finish();
rollback;
