-- depends: platform-0010-install-hstore
--
-- Who changed what, when and for whom. One row a change, never changed itself.
--
-- Append-only, three times over: nobody is granted UPDATE, DELETE or TRUNCATE, and they are taken from the owner;
-- triggers refuse them to a superuser as well, on the table and on each partition, also under
-- session_replication_role = replica; and what a superuser does after dropping the triggers is found by the seals.
--
-- Order. id is drawn while the row of the audited table is locked, so the changes of one record have ids in the order
-- in which they happened, whatever the clock did. For this the sequence keeps no values in advance per session; drawing
-- one is a few instructions under a lightweight lock. transaction_id and at do not give that order: a transaction may
-- begin first and change the record last.
--
-- Nothing is shared between writers that could make one wait for another: no chain is kept here (the seals do that,
-- afterwards) and no index grows at its right end: id and transaction_id have a block range index, which costs a
-- writer nothing, and there is no primary key. A second row with the same id can only be forged; the seals show it.
--
-- transaction_id is the full 64-bit number (xid8) as bigint, because block range indexes know no xid8.
--
-- Partitions are months, in UTC. audit.create_partitions() makes them ahead; what it was not asked for in time goes to
-- the default partition and stays there. It attaches a table made beforehand, so writers do not wait for it.
--
-- Errors: PFA04 the log is append-only.
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the log.

create schema audit authorization platform_owner;

set local role platform_owner;

comment on schema audit is
    'The audit log, its seals, and the functions that write and read them.';

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFA04', 'The audit log and its seals are append-only.', 'Nothing: a mistaken entry stays, and another follows it.');

create table audit.log (
    id bigint not null generated always as identity,
    at timestamptz not null default clock_timestamp(),
    transaction_id bigint not null default pg_current_xact_id()::text::bigint,
    login text not null default session_user,
    actor_id text,
    actor_role text,
    request_id text,
    context text not null,
    table_name text not null,
    record_id text,
    action text not null,
    old_values jsonb,
    new_values jsonb,
    constraint log_action_is_known check (action in ('insert', 'update', 'delete', 'truncate'))
) partition by range (at);

create index log_record_id_table_name_idx on audit.log (record_id, table_name);

create index log_id_transaction_id_idx on audit.log using brin (id, transaction_id) with (autosummarize = on);

comment on table audit.log is
    'One row for each change of a watched table. Append-only.';
comment on column audit.log.id is
    'Order of the changes of one record; between records, roughly the order of time.';
comment on column audit.log.at is
    'When the row was changed; its transaction committed later.';
comment on column audit.log.transaction_id is
    'Which transaction: rows that have it in common were committed together. Numbers begin anew in another cluster.';
comment on column audit.log.login is
    'session_user: who had logged in, whatever role was active and whoever was claimed to act.';
comment on column audit.log.actor_id is
    'For whom the application said it acted.';
comment on column audit.log.actor_role is
    'The role in which the application said this actor worked.';
comment on column audit.log.request_id is
    'The request for which the application said it worked.';
comment on column audit.log.context is
    'Schema of the table.';
comment on column audit.log.table_name is
    'The table; for a partition the table it belongs to.';
comment on column audit.log.record_id is
    'Value of the key column, or a JSON array of the values of several; NULL for truncate.';
comment on column audit.log.action is
    'insert, update, delete or truncate. A change of the key is a delete and an insert.';
comment on column audit.log.old_values is
    'update: the changed columns as they were; delete: the row. Masked columns are keyed hashes.';
comment on column audit.log.new_values is
    'update: the changed columns as they became; insert: the row. Masked columns are keyed hashes.';

create function audit.refuse_change() returns trigger
    language plpgsql
    volatile
    security invoker
    set search_path = ''
as $$
begin
    raise exception '%.% is append-only: % refused', tg_table_schema, tg_table_name, lower(tg_op)
        using errcode = 'PFA04',
              hint = 'A mistaken entry stays, and another follows it. To forget a person, erase the clear text '
                     'elsewhere: personal columns are logged as keyed hashes.';
end
$$;

comment on function audit.refuse_change() is
    'Trigger of the log and of the seals: refuses UPDATE, DELETE and TRUNCATE to everybody, superusers included.';

create trigger append_only
    before update or delete on audit.log
    for each row execute function audit.refuse_change();

create trigger append_only_truncate
    before truncate on audit.log
    for each statement execute function audit.refuse_change();

alter table audit.log enable always trigger append_only;
alter table audit.log enable always trigger append_only_truncate;

revoke update, delete, truncate on audit.log from platform_owner;

create table audit.log_default partition of audit.log default;

comment on table audit.log_default is
    'Rows of months for which no partition was made in time.';

create trigger append_only_truncate
    before truncate on audit.log_default
    for each statement execute function audit.refuse_change();

alter table audit.log_default enable always trigger append_only_truncate;

revoke update, delete, truncate on audit.log_default from platform_owner;

create function audit.create_partitions(months_ahead integer default 3) returns setof text
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    month timestamp;
    lower_bound timestamptz;
    upper_bound timestamptz;
    name text;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit.create_partitions', 0));
    for month in
        select date_trunc('month', clock_timestamp() at time zone 'UTC') + n * interval '1 month'
        from generate_series(0, months_ahead) as n
    loop
        name := to_char(month, '"log_"YYYY_MM');
        lower_bound := month at time zone 'UTC';
        upper_bound := (month + interval '1 month') at time zone 'UTC';
        if to_regclass('audit.' || name) is not null then
            continue;
        end if;
        if exists (select from audit.log_default where at >= lower_bound and at < upper_bound) then
            continue;
        end if;
        execute format('create table audit.%I (like audit.log including defaults including constraints)', name);
        execute format('comment on table audit.%I is %L', name, 'The audit log of ' || to_char(month, 'YYYY-MM') || '.');
        execute format('create trigger append_only_truncate before truncate on audit.%I '
                       'for each statement execute function audit.refuse_change()', name);
        execute format('alter table audit.%I enable always trigger append_only_truncate', name);
        execute format('revoke update, delete, truncate on audit.%I from platform_owner', name);
        execute format('alter table audit.log attach partition audit.%I for values from (%L) to (%L)',
                       name, lower_bound, upper_bound);
        return next 'audit.' || name;
    end loop;
end
$$;

comment on function audit.create_partitions(integer) is
    'Makes the partitions of the log for this month and so many after it, those that are missing, and returns their names. '
    'A month of which the default partition already holds rows stays there.';

select audit.create_partitions();

grant usage on schema audit to auditor;

grant select on audit.log to auditor;

grant execute on function audit.create_partitions(integer) to auditor;
