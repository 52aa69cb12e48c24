begin;
select plan(6);

create schema watched;
create type watched.colour as enum ('red', 'green');
create table watched.things (
    a uuid not null, b smallint not null, c integer not null, d bigint not null, e numeric not null, f text not null,
    g watched.colour not null, h boolean not null, name text, primary key (a, b, c, d, e, f, g, h)
);
create table watched.others (id integer primary key, name text);
create function watched.nothing() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger nothing after insert on watched.things execute function watched.nothing();

select lives_ok(
    $$select audit.watch('watched.things')$$, 'whatever other triggers it has'
);
insert into watched.things values ('00000000-0000-4000-8000-00000000000a', 1, 2, 3, 4.5, 'six', 'red', true, 'lamp');
select is(
    (select record_id from test.logged('watched.things')),
    '["00000000-0000-4000-8000-00000000000a", "1", "2", "3", "4.5", "six", "red", "t"]',
    'a key of several columns is a list of their texts'
);

update watched.things set b = 9;
select results_eq(
    $$select action, old_values ->> 'name', new_values ->> 'name' from test.logged('watched.things') offset 1$$,
    $$values ('delete', 'lamp', null), ('insert', null, 'lamp')$$,
    'where a key changes, what did not change is told of both'
);

select throws_ok(
    $$select audit.watch('watched.others', masked_columns => '{ctid}')$$,
    'PFA01', 'cannot watch watched.others: there is no column ctid',
    'what the server adds to a table is no column of it'
);

select audit.watch('watched.others');
select audit.unwatch('watched.things');
select set_eq(
    $$select tgrelid::regclass::text, tgname from pg_trigger where tgname ~ '^audit_' and tgrelid::regclass::text ~ '^watched'$$,
    $$values ('watched.others', 'audit_changes'), ('watched.others', 'audit_truncate')$$,
    'who watches one table no more goes on watching the others'
);
select audit.new_mask_key();
select is(
    (select octet_length(secret) from audit.mask_keys order by id desc limit 1), 32, 'a key of hashes has 256 bits'
);

select * from finish();
rollback;
