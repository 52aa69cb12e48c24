begin;
select plan(5);

create schema watched;
create table watched.things (id integer primary key);
select audit.watch('watched.things');
grant usage on schema watched to shop_app;
grant insert, delete on watched.things to shop_app;

insert into watched.things values (1);

select results_eq(
    $$
        select login, actor_id, actor_role, request_id, context, table_name, transaction_id
        from audit.log where table_name = 'things'
    $$,
    $$values
        (session_user::text collate "default", null::text, null::text, null::text, 'watched', 'things',
         pg_current_xact_id()::text::bigint)
    $$,
    'without an actor the log still says who had logged in, where, and in which transaction'
);

set local app.current_user_id = 'ada';
set local app.current_user_role = 'customer';
set local app.request_id = 'request-17';
set local role shop_app;
insert into watched.things values (2);
reset role;

select results_eq(
    $$select login, actor_id, actor_role, request_id from audit.log where table_name = 'things' and record_id = '2'$$,
    $$values (session_user::text collate "default", 'ada', 'customer', 'request-17')$$,
    'the claimed actor stands beside the login, whatever role was active'
);

select ok(
    (select bool_and(at between now() and clock_timestamp()) from audit.log where table_name = 'things'),
    'the time is that of the change'
);

select ok(
    (select at > lag from (select at, lag(at) over (order by id) from audit.log where table_name = 'things') as pairs
     where lag is not null),
    'and moves on within a transaction'
);

set local role shop_app;

select throws_ok(
    $$insert into audit.log (context, table_name, action) values ('watched', 'things', 'delete')$$,
    '42501', 'permission denied for schema audit',
    'an application whose changes are logged cannot write to the log itself'
);

reset role;

select * from finish();
rollback;
