begin;
select plan(7);

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
-- What is called as a watch is and is none, and what does a watch's work under another name.
create table watched.one (id integer);
create table watched.two (id integer);
create table watched.days (day date not null primary key) partition by range (day);
create table watched.days_2025 partition of watched.days for values from ('2025-01-01') to ('2026-01-01');
create trigger audit_changes after insert on watched.one for each row execute function watched.nothing();
create trigger audit_changed after insert on watched.two for each row execute function audit.record('{id}', '{}', '{}');
create trigger audit_changet after insert on watched.one for each row execute function audit.record('{id}', '{}', '{}');
create trigger audit_changes before update on watched.two for each row execute function suppress_redundant_updates_trigger();
create trigger audit_change after insert on watched.two for each row execute function audit.record('{id}', '{}', '{}');
create temporary table others as select context, table_name from audit.watched where context <> 'watched';
create trigger audit_changes after insert on watched.days for each row execute function audit.record('{day}', '{}', '{}', 'partitioned');
select set_eq(
    'select context, table_name from audit.watched',
    $$values ('watched', 'others'), ('watched', 'days') union all select context, table_name from others$$,
    'what is watched is what the trigger of that name logs, a partitioned table once'
);

select audit.new_mask_key();
select is(
    (select octet_length(secret) from audit.mask_keys order by id desc limit 1), 32, 'a key of hashes has 256 bits'
);

select * from finish();
rollback;
