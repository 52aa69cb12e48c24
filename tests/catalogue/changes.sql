-- Every change that the server lets one make to a schema, and where the catalogue must show it.
--
-- A case begins with its kind of object and the attribute that must differ (or: added, removed) and, where only newer
-- servers understand it, the first version. What stands above '-- change' is there before. {s} is a schema of the
-- case's own, which exists; {role} and {other} are roles.

-- case: schema, added
create schema {s}_more;

-- case: schema, removed
create schema {s}_more;
-- change
drop schema {s}_more;

-- case: schema, owner
alter schema {s} owner to {role};

-- case: schema, privileges
grant usage on schema {s} to {role};

-- case: schema, privileges
grant create on schema {s} to public;

-- case: schema, comment
comment on schema {s} is 'x';

-- case: database, comment
do $$ begin execute format('comment on database %I is ''x''', current_database()); end $$;

-- case: database, privileges
do $$ begin execute format('grant create on database %I to {role}', current_database()); end $$;

-- case: database, privileges
do $$ begin execute format('revoke connect on database %I from public', current_database()); end $$;

-- case: database, settings
do $$ begin execute format('alter database %I set work_mem = ''5MB''', current_database()); end $$;

-- case: database, settings
do $$ begin execute format('alter role {role} in database %I set work_mem = ''6MB''', current_database()); end $$;

-- case: database, connection_limit
do $$ begin execute format('alter database %I connection limit 77', current_database()); end $$;

-- case: extension, added
create extension hstore schema {s};

-- case: extension, version
create extension citext schema {s} version '1.4';
-- change
alter extension citext update;

-- case: extension, schema
create extension intarray schema {s};
-- change
alter extension intarray set schema public;

-- case: extension, comment
comment on extension plpgsql is '{s}';

-- case: privileges, added
create extension tablefunc schema {s};
-- change
revoke execute on function {s}.crosstab(text) from public;

-- case: privileges, added
revoke execute on function pg_catalog.pg_sleep(double precision) from public;

-- case: extension dependency, added
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
alter function {s}.f(integer) depends on extension plpgsql;

-- case: function, removed
create function {s}.f(a integer) returns integer language sql as 'select a';
create extension seg schema {s};
-- change
alter extension seg add function {s}.f(integer);

-- case: table, added
create table {s}.t ();

-- case: table, removed
create table {s}.t (id integer, name text, n integer);
-- change
drop table {s}.t;

-- case: table, added
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t rename to u;

-- case: table, added
create table {s}.{s}_t ();
-- change
alter table {s}.{s}_t set schema public;

-- case: table, owner
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t owner to {role};

-- case: table, unlogged
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t set unlogged;

-- case: table, options
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t set (fillfactor = 70);

-- case: table, options
create table {s}.t (id integer, name text, n integer);
alter table {s}.t set (autovacuum_enabled = off);
-- change
alter table {s}.t reset (autovacuum_enabled);

-- case: table, toast_options
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t set (toast.autovacuum_enabled = off);

-- case: table, access_method
create table {s}.t (id integer, name text, n integer);
create access method {s}_am type table handler heap_tableam_handler;
-- change
alter table {s}.t set access method {s}_am;

-- case: table, row_security
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t enable row level security;

-- case: table, row_security_forced
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t force row level security;

-- case: table, replica_identity
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t replica identity full;

-- case: table, replica_identity
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t replica identity nothing;

-- case: index, replica_identity
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
-- change
alter table {s}.t replica identity using index t_pkey;

-- case: table, inherits
create table {s}.t (id integer, name text, n integer);
-- change
create table {s}.q (id integer);
alter table {s}.t inherit {s}.q;

-- case: table, inherits
create table {s}.q (id integer);
create table {s}.t () inherits ({s}.q);
-- change
alter table {s}.t no inherit {s}.q;

-- case: table, of_type
create type {s}.k as (id integer);
create table {s}.t (id integer);
-- change
alter table {s}.t of {s}.k;

-- case: table, of_type
create type {s}.k as (id integer);
create table {s}.t of {s}.k;
-- change
alter table {s}.t not of;

-- case: table, privileges
create table {s}.t (id integer, name text, n integer);
-- change
grant select on {s}.t to {role};

-- case: table, privileges
create table {s}.t (id integer, name text, n integer);
grant select on {s}.t to {role};
-- change
grant select on {s}.t to {role} with grant option;

-- case: table, privileges
create table {s}.t (id integer, name text, n integer);
-- change
grant select on {s}.t to public;

-- case: table, privileges
create table {s}.t (id integer, name text, n integer);
-- change
revoke insert on {s}.t from current_user;

-- case: table, privileges
create table {s}.t (id integer, name text, n integer);
grant select on {s}.t to {role};
-- change
revoke select on {s}.t from {role};

-- case: table, privileges
create table {s}.t (id integer, name text, n integer);
grant usage on schema {s} to {role};
grant select on {s}.t to {role} with grant option;
-- change
set role {role};
grant select on {s}.t to {other};
reset role;

-- case: table, comment
create table {s}.t (id integer, name text, n integer);
-- change
comment on table {s}.t is 'x';

-- case: table, comment
create table {s}.t (id integer, name text, n integer);
comment on table {s}.t is 'x';
-- change
comment on table {s}.t is null;

-- case: index, clustered
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
-- change
alter table {s}.t cluster on t_pkey;

-- case: table, partition_of
create table {s}.p (day date not null, n integer) partition by range (day);
create table {s}.p1 partition of {s}.p for values from ('2026-01-01') to ('2026-02-01');
-- change
alter table {s}.p detach partition {s}.p1;

-- case: table, partition_bound
create table {s}.p (day date not null, n integer) partition by range (day);
create table {s}.p1 partition of {s}.p for values from ('2026-01-01') to ('2026-02-01');
-- change
alter table {s}.p detach partition {s}.p1;
alter table {s}.p attach partition {s}.p1 for values from ('2026-01-01') to ('2026-03-01');

-- case: table, added
create table {s}.p (day date not null, n integer) partition by range (day);
create table {s}.p1 partition of {s}.p for values from ('2026-01-01') to ('2026-02-01');
-- change
create table {s}.p2 partition of {s}.p default;

-- case: table, partition_key
create table {s}.p (day date not null, n integer) partition by range (day);
create table {s}.p1 partition of {s}.p for values from ('2026-01-01') to ('2026-02-01');
-- change
drop table {s}.p;
create table {s}.p (day date not null, n integer) partition by list (day);

-- case: index, parent
create table {s}.p (day date not null, n integer) partition by range (day);
create table {s}.p1 partition of {s}.p for values from ('2026-01-01') to ('2026-02-01');
create index p_i on only {s}.p (n);
create index p1_i on {s}.p1 (n);
-- change
alter index {s}.p_i attach partition {s}.p1_i;

-- case: index, invalid
create table {s}.p (day date not null, n integer) partition by range (day);
create table {s}.p1 partition of {s}.p for values from ('2026-01-01') to ('2026-02-01');
create index p_i on only {s}.p (n);
create index p1_i on {s}.p1 (n);
-- change
alter index {s}.p_i attach partition {s}.p1_i;

-- case: column, added
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t add column x text;

-- case: column, removed
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t drop column n;

-- case: column, added
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t rename column n to m;

-- case: column, position
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t drop column name;
alter table {s}.t add column name text;

-- case: column, type
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t alter column n type bigint;

-- case: column, type
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t alter column name type varchar(20);

-- case: column, collation
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t alter column name type text collate "C";

-- case: column, default
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t alter column n set default 5;

-- case: column, default
create table {s}.t (n integer default 1);
-- change
alter table {s}.t alter column n drop default;

-- case: column, not_null
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t alter column n set not null;

-- case: column, not_null
create table {s}.t (n integer not null);
-- change
alter table {s}.t alter column n drop not null;

-- case: column, not_null_constraint (since 18)
create table {s}.t (n integer not null);
-- change
alter table {s}.t rename constraint t_n_not_null to given;

-- case: column, not_null_not_valid (since 18)
create table {s}.t (id integer, name text, n integer);
alter table {s}.t add constraint nn not null n not valid;
-- change
alter table {s}.t validate constraint nn;

-- case: column, not_null_no_inherit (since 18)
create table {s}.t (id integer, name text, n integer);
alter table {s}.t add constraint nn not null n;
-- change
alter table {s}.t alter constraint nn no inherit;

-- case: column, not_null_comment (since 18)
create table {s}.t (id integer, name text, n integer);
alter table {s}.t add constraint nn not null n;
-- change
comment on constraint nn on {s}.t is 'x';

-- case: column, generated
create table {s}.t (m integer, n integer generated always as (m + 1) stored);
-- change
alter table {s}.t alter column n drop expression;

-- case: column, expression (since 17)
create table {s}.t (m integer, n integer generated always as (m + 1) stored);
-- change
alter table {s}.t alter column n set expression as (m + 2);

-- case: column, generated (since 18)
create table {s}.t (m integer, n integer generated always as (m + 1) stored);
-- change
alter table {s}.t drop column n;
alter table {s}.t add column n integer generated always as (m + 1) virtual;

-- case: column, identity
create table {s}.t (n integer generated always as identity);
-- change
alter table {s}.t alter column n set generated by default;

-- case: column, identity
create table {s}.t (n integer generated always as identity);
-- change
alter table {s}.t alter column n drop identity;

-- case: column, storage
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t alter column name set storage external;

-- case: column, compression
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t alter column name set compression pglz;

-- case: column, statistics
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t alter column name set statistics 500;

-- case: column, options
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t alter column name set (n_distinct = 5);

-- case: column, inherited
create table {s}.q (id integer);
create table {s}.t () inherits ({s}.q);
-- change
alter table {s}.t no inherit {s}.q;

-- case: column, privileges
create table {s}.t (id integer, name text, n integer);
-- change
grant update (name) on {s}.t to {role};

-- case: column, comment
create table {s}.t (id integer, name text, n integer);
-- change
comment on column {s}.t.name is 'x';

-- case: constraint, added
create table {s}.t (id integer, name text, n integer);
-- change
alter table {s}.t add constraint k check (n > 0);

-- case: constraint, removed
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
-- change
alter table {s}.t drop constraint t_pkey;

-- case: constraint, added
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
-- change
alter table {s}.t rename constraint t_pkey to other_pkey;

-- case: constraint, definition
create table {s}.t (id integer, name text, n integer);
alter table {s}.t add constraint k check (n > 0);
-- change
alter table {s}.t drop constraint k;
alter table {s}.t add constraint k check (n >= 0);

-- case: constraint, not_valid
create table {s}.t (id integer, name text, n integer);
alter table {s}.t add constraint k check (n > 0) not valid;
-- change
alter table {s}.t validate constraint k;

-- case: constraint, no_inherit
create table {s}.t (id integer, name text, n integer);
alter table {s}.t add constraint k check (n > 0);
-- change
alter table {s}.t drop constraint k;
alter table {s}.t add constraint k check (n > 0) no inherit;

-- case: constraint, definition (since 18)
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create table {s}.c (t integer constraint c_t_fkey references {s}.t);
-- change
alter table {s}.c alter constraint c_t_fkey not enforced;

-- case: constraint, deferrable
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create table {s}.c (t integer constraint c_t_fkey references {s}.t);
-- change
alter table {s}.c alter constraint c_t_fkey deferrable;

-- case: constraint, deferred
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create table {s}.c (t integer constraint c_t_fkey references {s}.t);
-- change
alter table {s}.c alter constraint c_t_fkey deferrable initially deferred;

-- case: constraint, on_delete
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create table {s}.c (t integer constraint c_t_fkey references {s}.t);
-- change
alter table {s}.c drop constraint c_t_fkey;
alter table {s}.c add constraint c_t_fkey foreign key (t) references {s}.t on delete cascade;

-- case: constraint, on_update
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create table {s}.c (t integer constraint c_t_fkey references {s}.t);
-- change
alter table {s}.c drop constraint c_t_fkey;
alter table {s}.c add constraint c_t_fkey foreign key (t) references {s}.t on update set null;

-- case: constraint, match
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create table {s}.c (t integer constraint c_t_fkey references {s}.t);
-- change
alter table {s}.c drop constraint c_t_fkey;
alter table {s}.c add constraint c_t_fkey foreign key (t) references {s}.t match full;

-- case: constraint, not_valid
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create table {s}.c (t integer constraint c_t_fkey references {s}.t);
-- change
alter table {s}.c drop constraint c_t_fkey;
alter table {s}.c add constraint c_t_fkey foreign key (t) references {s}.t not valid;

-- case: constraint, triggers
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create table {s}.c (t integer constraint c_t_fkey references {s}.t);
-- change
alter table {s}.c disable trigger all;

-- case: constraint, triggers
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create table {s}.c (t integer constraint c_t_fkey references {s}.t);
-- change
alter table {s}.t disable trigger all;

-- case: constraint, definition
create table {s}.t (id integer, name text, n integer);
alter table {s}.t add constraint u unique (n);
-- change
alter table {s}.t drop constraint u;
alter table {s}.t add constraint u unique nulls not distinct (n);

-- case: constraint, columns
create table {s}.t (id integer, name text, n integer);
alter table {s}.t add constraint u unique (id, n);
-- change
alter table {s}.t drop constraint u;
alter table {s}.t add constraint u unique (n, id);

-- case: constraint, definition
create table {s}.t (id integer, name text, n integer);
alter table {s}.t add constraint u unique (n);
-- change
alter table {s}.t drop constraint u;
alter table {s}.t add constraint u unique (n) include (id);

-- case: constraint, definition
create table {s}.t (r int4range, constraint x exclude using gist (r with &&));
-- change
alter table {s}.t drop constraint x;
alter table {s}.t add constraint x exclude using gist (r with &&) where (r <> '(1,2)');

-- case: constraint, comment
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
-- change
comment on constraint t_pkey on {s}.t is 'x';

-- case: constraint, inherited
create table {s}.q (id integer constraint k check (id > 0));
create table {s}.t () inherits ({s}.q);
-- change
alter table {s}.t no inherit {s}.q;

-- case: index, added
create table {s}.t (id integer, name text, n integer);
-- change
create index i on {s}.t (n);

-- case: index, removed
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (n);
-- change
drop index {s}.i;

-- case: index, definition
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (n);
-- change
drop index {s}.i;
create index i on {s}.t (n desc);

-- case: index, unique
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (n);
-- change
drop index {s}.i;
create unique index i on {s}.t (n);

-- case: index, method
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (n);
-- change
drop index {s}.i;
create index i on {s}.t using hash (n);

-- case: index, predicate
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (n);
-- change
drop index {s}.i;
create index i on {s}.t (n) where n > 0;

-- case: index, include
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (n);
-- change
drop index {s}.i;
create index i on {s}.t (n) include (id);

-- case: index, columns
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (name);
-- change
drop index {s}.i;
create index i on {s}.t (lower(name));

-- case: index, definition
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (name);
-- change
drop index {s}.i;
create index i on {s}.t (name text_pattern_ops);

-- case: index, definition
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (name);
-- change
drop index {s}.i;
create index i on {s}.t (name collate "C");

-- case: index, options
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (n);
-- change
alter index {s}.i set (fillfactor = 50);

-- case: index, statistics
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (lower(name));
-- change
alter index {s}.i alter column 1 set statistics 300;

-- case: index, invalid
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (n);
-- change
update pg_index set indisvalid = false where indexrelid = '{s}.i'::regclass;

-- case: index, comment
create table {s}.t (id integer, name text, n integer);
create index i on {s}.t (n);
-- change
comment on index {s}.i is 'x';

-- case: index, constraint
create table {s}.t (id integer, name text, n integer);
create unique index i on {s}.t (n);
-- change
alter table {s}.t add constraint i unique using index i;

-- case: view, added
create view {s}.v as select 1 as x;

-- case: view, removed
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
drop view {s}.v;

-- case: view, definition
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
create or replace view {s}.v as select id, name from {s}.t where id > 0;

-- case: view, options
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
alter view {s}.v set (security_invoker = true);

-- case: view, options
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
alter view {s}.v set (security_barrier = true);

-- case: view, options
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
alter view {s}.v set (check_option = local);

-- case: view, owner
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
alter view {s}.v owner to {role};

-- case: view, privileges
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
grant select on {s}.v to {role};

-- case: view, comment
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
comment on view {s}.v is 'x';

-- case: column, default
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
alter view {s}.v alter column id set default 3;

-- case: column, added
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
create or replace view {s}.v as select id, name, n from {s}.t;

-- case: column, comment
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
comment on column {s}.v.id is 'x';

-- case: column, privileges
create table {s}.t (id integer, name text, n integer);
create view {s}.v as select id, name from {s}.t;
-- change
grant select (id) on {s}.v to {role};

-- case: materialized view, added
create materialized view {s}.m as select 1 as x;

-- case: materialized view, definition
create table {s}.t (id integer, name text, n integer);
create materialized view {s}.m as select id, name from {s}.t;
-- change
drop materialized view {s}.m;
create materialized view {s}.m as select id, name from {s}.t where id > 1;

-- case: materialized view, unpopulated
create table {s}.t (id integer, name text, n integer);
create materialized view {s}.m as select id, name from {s}.t;
-- change
refresh materialized view {s}.m with no data;

-- case: materialized view, options
create table {s}.t (id integer, name text, n integer);
create materialized view {s}.m as select id, name from {s}.t;
-- change
alter materialized view {s}.m set (fillfactor = 60);

-- case: materialized view, owner
create table {s}.t (id integer, name text, n integer);
create materialized view {s}.m as select id, name from {s}.t;
-- change
alter materialized view {s}.m owner to {role};

-- case: materialized view, privileges
create table {s}.t (id integer, name text, n integer);
create materialized view {s}.m as select id, name from {s}.t;
-- change
grant select on {s}.m to {role};

-- case: materialized view, comment
create table {s}.t (id integer, name text, n integer);
create materialized view {s}.m as select id, name from {s}.t;
-- change
comment on materialized view {s}.m is 'x';

-- case: column, storage
create table {s}.t (id integer, name text, n integer);
create materialized view {s}.m as select id, name from {s}.t;
-- change
alter materialized view {s}.m alter column name set storage external;

-- case: index, added
create table {s}.t (id integer, name text, n integer);
create materialized view {s}.m as select id, name from {s}.t;
-- change
create unique index mi on {s}.m (id);

-- case: index, clustered
create table {s}.t (id integer, name text, n integer);
create materialized view {s}.m as select id, name from {s}.t;
create unique index mi on {s}.m (id);
-- change
alter materialized view {s}.m cluster on mi;

-- case: rule, added
create table {s}.t (id integer, name text, n integer);
-- change
create rule r as on delete to {s}.t do instead nothing;

-- case: rule, definition
create table {s}.t (id integer, name text, n integer);
create rule r as on delete to {s}.t do instead nothing;
-- change
create or replace rule r as on delete to {s}.t do also nothing;

-- case: rule, state
create table {s}.t (id integer, name text, n integer);
create rule r as on delete to {s}.t do instead nothing;
-- change
alter table {s}.t disable rule r;

-- case: rule, comment
create table {s}.t (id integer, name text, n integer);
create rule r as on delete to {s}.t do instead nothing;
-- change
comment on rule r on {s}.t is 'x';

-- case: trigger, added
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
create trigger tr2 after insert on {s}.t for each row execute function {s}.g();

-- case: trigger, removed
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
drop trigger tr on {s}.t;

-- case: trigger, state
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
alter table {s}.t disable trigger tr;

-- case: trigger, state
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
alter table {s}.t enable always trigger tr;

-- case: trigger, timing
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
create or replace trigger tr after update on {s}.t for each row execute function {s}.g();

-- case: trigger, events
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
create or replace trigger tr before update or insert on {s}.t for each row execute function {s}.g();

-- case: trigger, level
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
create or replace trigger tr before update on {s}.t for each statement execute function {s}.g();

-- case: trigger, definition
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
create or replace trigger tr before update on {s}.t for each row when (new.n > 0) execute function {s}.g();

-- case: trigger, definition
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
create or replace trigger tr before update of n on {s}.t for each row execute function {s}.g();

-- case: trigger, definition
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
drop trigger tr on {s}.t;
create trigger tr after update on {s}.t referencing new table as fresh for each row execute function {s}.g();

-- case: trigger, function
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
create or replace trigger tr before update on {s}.t for each row execute function suppress_redundant_updates_trigger();

-- case: trigger, deferrable
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
drop trigger tr on {s}.t;
create constraint trigger tr after update on {s}.t deferrable for each row execute function {s}.g();

-- case: trigger, comment
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
comment on trigger tr on {s}.t is 'x';

-- case: extension dependency, added
create table {s}.t (id integer, name text, n integer);
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.t for each row execute function {s}.g();
-- change
alter trigger tr on {s}.t depends on extension plpgsql;

-- case: trigger, state
create table {s}.p (day date not null, n integer) partition by range (day);
create table {s}.p1 partition of {s}.p for values from ('2026-01-01') to ('2026-02-01');
create function {s}.g() returns trigger language plpgsql as $$begin return new; end$$;
create trigger tr before update on {s}.p for each row execute function {s}.g();
-- change
alter table {s}.p1 disable trigger tr;

-- case: policy, added
create table {s}.t (id integer, name text, n integer);
-- change
create policy po on {s}.t using (true);

-- case: policy, removed
create table {s}.t (id integer, name text, n integer);
create policy po on {s}.t using (true);
-- change
drop policy po on {s}.t;

-- case: policy, using
create table {s}.t (id integer, name text, n integer);
create policy po on {s}.t using (true);
-- change
alter policy po on {s}.t using (n > 0);

-- case: policy, check
create table {s}.t (id integer, name text, n integer);
create policy po on {s}.t using (true);
-- change
alter policy po on {s}.t with check (n > 0);

-- case: policy, roles
create table {s}.t (id integer, name text, n integer);
create policy po on {s}.t using (true);
-- change
alter policy po on {s}.t to {role};

-- case: policy, command
create table {s}.t (id integer, name text, n integer);
create policy po on {s}.t using (true);
-- change
drop policy po on {s}.t;
create policy po on {s}.t for update using (true);

-- case: policy, restrictive
create table {s}.t (id integer, name text, n integer);
create policy po on {s}.t using (true);
-- change
drop policy po on {s}.t;
create policy po on {s}.t as restrictive using (true);

-- case: policy, comment
create table {s}.t (id integer, name text, n integer);
create policy po on {s}.t using (true);
-- change
comment on policy po on {s}.t is 'x';

-- case: event trigger, added
create function {s}.g() returns event_trigger language plpgsql as $$begin end$$;
-- change
create event trigger {s}_e on ddl_command_end execute function {s}.g();

-- case: event trigger, state
create function {s}.g() returns event_trigger language plpgsql as $$begin end$$;
create event trigger {s}_e on sql_drop execute function {s}.g();
-- change
alter event trigger {s}_e disable;

-- case: event trigger, tags
create function {s}.g() returns event_trigger language plpgsql as $$begin end$$;
create event trigger {s}_e on sql_drop execute function {s}.g();
-- change
drop event trigger {s}_e;
create event trigger {s}_e on sql_drop when tag in ('DROP TABLE') execute function {s}.g();

-- case: event trigger, comment
create function {s}.g() returns event_trigger language plpgsql as $$begin end$$;
create event trigger {s}_e on sql_drop execute function {s}.g();
-- change
comment on event trigger {s}_e is 'x';

-- case: function, added
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
create function {s}.f() returns integer language sql as 'select 1';

-- case: function, removed
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
drop function {s}.f(integer);

-- case: function, body
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
create or replace function {s}.f(a integer) returns integer language sql as 'select a + 1';

-- case: function, body
create function {s}.f(a integer) returns integer language sql return a + 1;
-- change
create or replace function {s}.f(a integer) returns integer language sql return a + 2;

-- case: function, body
create function {s}.f(a integer) returns integer language sql begin atomic select a; end;
-- change
create or replace function {s}.f(a integer) returns integer language sql begin atomic select a; select 2; end;

-- case: function, arguments
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
create or replace function {s}.f(a integer default 3) returns integer language sql as 'select a';

-- case: function, arguments
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
drop function {s}.f;
create function {s}.f(b integer) returns integer language sql as 'select b';

-- case: function, result
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
drop function {s}.f;
create function {s}.f(a integer) returns bigint language sql as 'select a::bigint';

-- case: function, language
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
create or replace function {s}.f(a integer) returns integer language plpgsql as 'begin return a; end';

-- case: function, volatility
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
alter function {s}.f stable;

-- case: function, parallel
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
alter function {s}.f parallel safe;

-- case: function, strict
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
alter function {s}.f strict;

-- case: function, security_definer
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
alter function {s}.f security definer;

-- case: function, leakproof
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
alter function {s}.f leakproof;

-- case: function, cost
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
alter function {s}.f cost 7;

-- case: function, rows
create function {s}.f() returns setof integer language sql as 'select 1';
-- change
alter function {s}.f rows 7;

-- case: function, settings
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
alter function {s}.f set search_path = '';

-- case: function, support
create function {s}.f(integer, integer) returns setof integer language internal as 'generate_series_int4';
-- change
alter function {s}.f support generate_series_int4_support;

-- case: function, owner
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
alter function {s}.f owner to {role};

-- case: function, privileges
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
revoke execute on function {s}.f from public;

-- case: function, privileges
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
grant execute on function {s}.f to {role};

-- case: function, comment
create function {s}.f(a integer) returns integer language sql as 'select a';
-- change
comment on function {s}.f is 'x';

-- case: procedure, added
create procedure {s}.pr() language sql as '';

-- case: procedure, security_definer
create procedure {s}.pr() language sql as '';
-- change
alter procedure {s}.pr() security definer;

-- case: aggregate, added
create aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer);

-- case: aggregate, initial
create aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer, initcond = '4');
-- change
create or replace aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer, initcond = '5');

-- case: aggregate, combine
create aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer);
-- change
create or replace aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer, combinefunc = int4pl);

-- case: aggregate, transition
create aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer);
-- change
create or replace aggregate {s}.ag(integer) (sfunc = int4mul, stype = integer);

-- case: aggregate, final
create aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer);
-- change
create or replace aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer, finalfunc = int4abs);

-- case: aggregate, parallel
create aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer);
-- change
create or replace aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer, parallel = safe);

-- case: aggregate, moving
create aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer);
-- change
create or replace aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer, msfunc = int4pl, minvfunc = int4mi, mstype = integer);

-- case: aggregate, privileges
create aggregate {s}.ag(integer) (sfunc = int4pl, stype = integer);
-- change
revoke execute on function {s}.ag(integer) from public;

-- case: sequence, added
create sequence {s}.q;

-- case: sequence, type
create sequence {s}.q;
-- change
alter sequence {s}.q as integer;

-- case: sequence, increment
create sequence {s}.q;
-- change
alter sequence {s}.q increment 5;

-- case: sequence, minimum
create sequence {s}.q;
-- change
alter sequence {s}.q minvalue 0;

-- case: sequence, maximum
create sequence {s}.q;
-- change
alter sequence {s}.q maxvalue 99;

-- case: sequence, start
create sequence {s}.q;
-- change
alter sequence {s}.q start 9;

-- case: sequence, cache
create sequence {s}.q;
-- change
alter sequence {s}.q cache 9;

-- case: sequence, cycle
create sequence {s}.q;
-- change
alter sequence {s}.q cycle;

-- case: sequence, unlogged
create sequence {s}.q;
-- change
alter sequence {s}.q set unlogged;

-- case: sequence, owned_by
create table {s}.t (id integer, name text, n integer);
create sequence {s}.q;
-- change
alter sequence {s}.q owned by {s}.t.n;

-- case: sequence, owner
create sequence {s}.q;
-- change
alter sequence {s}.q owner to {role};

-- case: sequence, privileges
create sequence {s}.q;
-- change
grant usage on sequence {s}.q to {role};

-- case: sequence, comment
create sequence {s}.q;
-- change
comment on sequence {s}.q is 'x';

-- case: sequence, increment
create table {s}.t (n integer generated always as identity);
-- change
alter table {s}.t alter column n set increment 3;

-- case: enum, added
create type {s}.k as enum ('a');

-- case: enum, labels
create type {s}.k as enum ('a', 'b');
-- change
alter type {s}.k add value 'aa' before 'b';

-- case: enum, labels
create type {s}.k as enum ('a', 'b');
-- change
alter type {s}.k rename value 'b' to 'c';

-- case: enum, owner
create type {s}.k as enum ('a', 'b');
-- change
alter type {s}.k owner to {role};

-- case: enum, privileges
create type {s}.k as enum ('a', 'b');
-- change
revoke usage on type {s}.k from public;

-- case: enum, comment
create type {s}.k as enum ('a', 'b');
-- change
comment on type {s}.k is 'x';

-- case: domain, added
create domain {s}.d as text;

-- case: domain, default
create domain {s}.d as text;
-- change
alter domain {s}.d set default 'x';

-- case: domain, not_null
create domain {s}.d as text;
-- change
alter domain {s}.d set not null;

-- case: domain, type
create domain {s}.d as text;
-- change
drop domain {s}.d;
create domain {s}.d as varchar(3);

-- case: domain, collation
create domain {s}.d as text;
-- change
drop domain {s}.d;
create domain {s}.d as text collate "C";

-- case: domain, owner
create domain {s}.d as text;
-- change
alter domain {s}.d owner to {role};

-- case: domain, comment
create domain {s}.d as text;
-- change
comment on domain {s}.d is 'x';

-- case: domain constraint, added
create domain {s}.d as text;
-- change
alter domain {s}.d add constraint k check (value <> '');

-- case: domain constraint, not_valid
create domain {s}.d as text;
alter domain {s}.d add constraint k check (value <> '') not valid;
-- change
alter domain {s}.d validate constraint k;

-- case: domain constraint, comment
create domain {s}.d as text constraint k check (value <> '');
-- change
comment on constraint k on domain {s}.d is 'x';

-- case: composite type, added
create type {s}.c as (x integer);

-- case: composite type, comment
create type {s}.c as (x integer);
-- change
comment on type {s}.c is 'x';

-- case: attribute, added
create type {s}.c as (x integer);
-- change
alter type {s}.c add attribute y text;

-- case: attribute, type
create type {s}.c as (x integer);
-- change
alter type {s}.c alter attribute x type bigint;

-- case: attribute, comment
create type {s}.c as (x integer);
-- change
comment on column {s}.c.x is 'x';

-- case: range type, added
create type {s}.r as range (subtype = time);

-- case: range type, difference
create type {s}.r as range (subtype = float8);
-- change
drop type {s}.r;
create type {s}.r as range (subtype = float8, subtype_diff = float8mi);

-- case: range type, multirange
create type {s}.r as range (subtype = float8);
-- change
drop type {s}.r;
create type {s}.r as range (subtype = float8, multirange_type_name = {s}.many);

-- case: base type, added
create type {s}.shell;

-- case: statistics, added
create table {s}.t (id integer, name text, n integer);
-- change
create statistics {s}.st on id, n from {s}.t;

-- case: statistics, definition
create table {s}.t (id integer, name text, n integer);
create statistics {s}.st (ndistinct) on id, n from {s}.t;
-- change
drop statistics {s}.st;
create statistics {s}.st (mcv) on id, n from {s}.t;

-- case: statistics, target
create table {s}.t (id integer, name text, n integer);
create statistics {s}.st on id, n from {s}.t;
-- change
alter statistics {s}.st set statistics 99;

-- case: statistics, comment
create table {s}.t (id integer, name text, n integer);
create statistics {s}.st on id, n from {s}.t;
-- change
comment on statistics {s}.st is 'x';

-- case: default privileges, added
alter default privileges in schema {s} grant select on tables to {role};

-- case: default privileges, added
alter default privileges for role {other} revoke execute on functions from public;

-- case: default privileges, privileges
alter default privileges in schema {s} grant select on tables to {role};
-- change
alter default privileges in schema {s} grant insert on tables to {role};

-- case: publication, added
create publication {s}_p;

-- case: publication, tables
create table {s}.t (id integer, name text, n integer);
create publication {s}_p;
-- change
alter publication {s}_p add table {s}.t;

-- case: publication, tables
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create publication {s}_p for table {s}.t;
-- change
alter publication {s}_p set table {s}.t (id);

-- case: publication, tables
create table {s}.t (id integer constraint t_pkey primary key, name text, n integer);
create publication {s}_p for table {s}.t;
-- change
alter publication {s}_p set table {s}.t where (id > 5);

-- case: publication, schemas
create publication {s}_p;
-- change
alter publication {s}_p add tables in schema {s};

-- case: publication, all_tables
create publication {s}_p;
-- change
drop publication {s}_p;
create publication {s}_p for all tables;

-- case: publication, publishes
create publication {s}_p;
-- change
alter publication {s}_p set (publish = 'insert');

-- case: publication, via_root
create publication {s}_p;
-- change
alter publication {s}_p set (publish_via_partition_root = true);

-- case: publication, generated_columns (since 18)
create publication {s}_p;
-- change
alter publication {s}_p set (publish_generated_columns = stored);

-- case: publication, comment
create publication {s}_p;
-- change
comment on publication {s}_p is 'x';

-- case: subscription, added
create subscription {s}_s connection 'host=example password=secret' publication p with (connect = false);

-- case: subscription, connection
create subscription {s}_s connection 'host=example password=secret' publication p with (connect = false);
-- change
alter subscription {s}_s connection 'host=elsewhere password=secret';

-- case: subscription, publications
create subscription {s}_s connection 'host=example' publication p with (connect = false);
-- change
alter subscription {s}_s set publication q with (refresh = false);

-- case: subscription, slot
create subscription {s}_s connection 'host=example' publication p with (connect = false);
-- change
alter subscription {s}_s set (slot_name = none);

-- case: subscription, synchronous_commit
create subscription {s}_s connection 'host=example' publication p with (connect = false);
-- change
alter subscription {s}_s set (synchronous_commit = on);

-- case: subscription, disable_on_error
create subscription {s}_s connection 'host=example' publication p with (connect = false);
-- change
alter subscription {s}_s set (disable_on_error = true);

-- case: foreign data wrapper, added
create foreign data wrapper {s}_w;

-- case: foreign data wrapper, options
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
-- change
alter foreign data wrapper {s}_w options (add a 'b');

-- case: foreign data wrapper, privileges
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
-- change
grant usage on foreign data wrapper {s}_w to {role};

-- case: foreign server, options
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
-- change
alter server {s}_srv options (add host 'b');

-- case: foreign server, version
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
-- change
alter server {s}_srv version '2';

-- case: foreign server, privileges
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
-- change
grant usage on foreign server {s}_srv to {role};

-- case: foreign server, comment
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
-- change
comment on server {s}_srv is 'x';

-- case: user mapping, added
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
-- change
create user mapping for {role} server {s}_srv options ("user" 'u', password 'secret');

-- case: user mapping, options
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
create user mapping for {role} server {s}_srv options ("user" 'u');
-- change
alter user mapping for {role} server {s}_srv options (set "user" 'v');

-- case: foreign table, added
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
-- change
create foreign table {s}.ft (a integer) server {s}_srv;

-- case: foreign table, foreign_options
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
create foreign table {s}.ft (a integer) server {s}_srv;
-- change
alter foreign table {s}.ft options (add a 'b');

-- case: column, foreign_options
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
create foreign table {s}.ft (a integer) server {s}_srv;
-- change
alter foreign table {s}.ft alter column a options (add k 'v');

-- case: foreign table, comment
create foreign data wrapper {s}_w;
create server {s}_srv foreign data wrapper {s}_w;
create foreign table {s}.ft (a integer) server {s}_srv;
-- change
comment on foreign table {s}.ft is 'x';

-- case: language, added
create function {s}.h() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
-- change
create trusted language {s}_l handler {s}.h;

-- case: language, trusted
create function {s}.h() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create trusted language {s}_l handler {s}.h;
-- change
create or replace language {s}_l handler {s}.h;

-- case: language, privileges
create function {s}.h() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create trusted language {s}_l handler {s}.h;
-- change
revoke usage on language {s}_l from public;

-- case: transform, added
create function {s}.h() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
create trusted language {s}_l handler {s}.h;
create function {s}.tf(internal) returns internal language internal immutable as 'boolin';
-- change
create transform for integer language {s}_l (from sql with function {s}.tf(internal));

-- case: access method, added
create access method {s}_am type table handler heap_tableam_handler;

-- case: cast, added
create type {s}.a as (x integer);
create type {s}.b as (x integer);
-- change
create cast ({s}.a as {s}.b) with inout;

-- case: cast, context
create type {s}.a as (x integer);
create type {s}.b as (x integer);
create cast ({s}.a as {s}.b) with inout;
-- change
drop cast ({s}.a as {s}.b);
create cast ({s}.a as {s}.b) with inout as implicit;

-- case: cast, comment
create type {s}.a as (x integer);
create type {s}.b as (x integer);
create cast ({s}.a as {s}.b) with inout;
-- change
comment on cast ({s}.a as {s}.b) is 'x';

-- case: operator, added
create type {s}.k as enum ('a', 'b');
create function {s}.eq({s}.k, {s}.k) returns boolean language sql immutable as 'select true';
-- change
create operator {s}.=== (function = {s}.eq, leftarg = {s}.k, rightarg = {s}.k, restrict = eqsel, join = eqjoinsel);

-- case: operator, restrict
create type {s}.k as enum ('a', 'b');
create function {s}.eq({s}.k, {s}.k) returns boolean language sql immutable as 'select true';
create operator {s}.=== (function = {s}.eq, leftarg = {s}.k, rightarg = {s}.k, restrict = eqsel, join = eqjoinsel);
-- change
alter operator {s}.=== ({s}.k, {s}.k) set (restrict = none);

-- case: operator, owner
create type {s}.k as enum ('a', 'b');
create function {s}.eq({s}.k, {s}.k) returns boolean language sql immutable as 'select true';
create operator {s}.=== (function = {s}.eq, leftarg = {s}.k, rightarg = {s}.k, restrict = eqsel, join = eqjoinsel);
-- change
alter operator {s}.=== ({s}.k, {s}.k) owner to {role};

-- case: operator, comment
create type {s}.k as enum ('a', 'b');
create function {s}.eq({s}.k, {s}.k) returns boolean language sql immutable as 'select true';
create operator {s}.=== (function = {s}.eq, leftarg = {s}.k, rightarg = {s}.k, restrict = eqsel, join = eqjoinsel);
-- change
comment on operator {s}.=== ({s}.k, {s}.k) is 'x';

-- case: operator, hashes (since 17)
create type {s}.k as enum ('a', 'b');
create function {s}.eq({s}.k, {s}.k) returns boolean language sql immutable as 'select true';
create operator {s}.=== (function = {s}.eq, leftarg = {s}.k, rightarg = {s}.k, restrict = eqsel, join = eqjoinsel);
-- change
alter operator {s}.=== ({s}.k, {s}.k) set (hashes);

-- case: operator family, added
create operator family {s}.fam using hash;

-- case: operator family, operators
create type {s}.k as enum ('a', 'b');
create function {s}.eq({s}.k, {s}.k) returns boolean language sql immutable as 'select true';
create operator {s}.=== (function = {s}.eq, leftarg = {s}.k, rightarg = {s}.k, restrict = eqsel, join = eqjoinsel);
create operator family {s}.fam using hash;
-- change
alter operator family {s}.fam using hash add operator 1 {s}.=== ({s}.k, {s}.k);

-- case: operator family, functions
create operator family {s}.fam using hash;
-- change
alter operator family {s}.fam using hash add function 1 (integer) hashint4(integer);

-- case: operator class, added
create type {s}.k as enum ('a', 'b');
create function {s}.eq({s}.k, {s}.k) returns boolean language sql immutable as 'select true';
create operator {s}.=== (function = {s}.eq, leftarg = {s}.k, rightarg = {s}.k, restrict = eqsel, join = eqjoinsel);
-- change
create operator class {s}.oc for type {s}.k using hash as operator 1 {s}.===;

-- case: operator class, owner
create type {s}.k as enum ('a', 'b');
create function {s}.eq({s}.k, {s}.k) returns boolean language sql immutable as 'select true';
create operator {s}.=== (function = {s}.eq, leftarg = {s}.k, rightarg = {s}.k, restrict = eqsel, join = eqjoinsel);
create operator class {s}.oc for type {s}.k using hash as operator 1 {s}.===;
-- change
alter operator class {s}.oc using hash owner to {role};

-- case: collation, added
create collation {s}.co (locale = 'C');

-- case: collation, owner
create collation {s}.co (locale = 'C');
-- change
alter collation {s}.co owner to {role};

-- case: collation, comment
create collation {s}.co (locale = 'C');
-- change
comment on collation {s}.co is 'x';

-- case: conversion, added
create conversion {s}.cv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;

-- case: conversion, default
create conversion {s}.cv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
-- change
drop conversion {s}.cv;
create default conversion {s}.cv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;

-- case: text search configuration, added
create text search configuration {s}.c (copy = simple);

-- case: text search configuration, mappings
create text search configuration {s}.c (copy = simple);
-- change
alter text search configuration {s}.c drop mapping for word;

-- case: text search configuration, mappings
create text search configuration {s}.c (copy = simple);
-- change
alter text search configuration {s}.c alter mapping for word with english_stem, simple;

-- case: text search configuration, comment
create text search configuration {s}.c (copy = simple);
-- change
comment on text search configuration {s}.c is 'x';

-- case: text search dictionary, added
create text search dictionary {s}.d (template = simple);

-- case: text search dictionary, options
create text search dictionary {s}.d (template = simple);
-- change
alter text search dictionary {s}.d (accept = false);

-- case: text search dictionary, owner
create text search dictionary {s}.d (template = simple);
-- change
alter text search dictionary {s}.d owner to {role};

-- case: text search parser, added
create text search parser {s}.p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);

-- case: text search template, added
create text search template {s}.t (lexize = dsimple_lexize);
