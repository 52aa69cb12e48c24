-- depends: platform-0025-add-key-rotation
--
-- What is known of personal data: who is a person, which rows belong to one, and of every column what it says of the
-- person, why it is kept, on which legal basis (GDPR, article 6) and what an erasure does to it. Export, erasure and
-- retention are carried out from these rows alone; a context declares, and writes no code.
--
-- Tables and not column comments: a check keeps the words to those that have a meaning, a foreign key keeps a column from
-- being described in a table that is not, a query finds what is missing, and the comment stays what people read. Names
-- are text and not object ids: they survive a dump and its restoration; privacy.gaps() names those that no longer exist.
--
-- A link says that rows of a table belong to a row of its parent, by a foreign key or by equal values (the messages of a
-- visitor to the account with the same address). Where belongs is false, a row merely names the person, as the
-- administrator who made a product: then only the link's own columns are the person's, and what refers to the row is not.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the descriptions.

set local role platform_owner;

insert into platform.errors (sqlstate, meaning, remedy) values
    ('PFP06', 'There is nothing of this name to describe, to ask for, to hold or to purge.', 'See the message and privacy.gaps().');

create table privacy.tables (
    table_schema text not null,
    table_name text not null,
    retention interval,
    clock_column text,
    constraint tables_pkey primary key (table_schema, table_name),
    constraint tables_retention_has_a_clock check ((retention is null) = (clock_column is null)),
    constraint tables_retention_is_not_negative check (retention >= interval '0')
);

comment on table privacy.tables is
    'Tables that hold personal data, and how long their rows are kept.';
comment on column privacy.tables.table_schema is
    'Schema of the table.';
comment on column privacy.tables.table_name is
    'The table.';
comment on column privacy.tables.retention is
    'Rows are purged when clock_column is this long ago; NULL: they stay as long as the person does.';
comment on column privacy.tables.clock_column is
    'The time from which retention counts; a row in which it is NULL is kept.';

create table privacy.people (
    kind text not null,
    table_schema text not null,
    table_name text not null,
    key_column text not null,
    on_erase text not null,
    constraint people_pkey primary key (kind),
    constraint people_kind_is_a_name check (kind ~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$'),
    constraint people_on_erase_is_known check (on_erase in ('delete', 'keep')),
    constraint people_table_schema_table_name_fkey foreign key (table_schema, table_name)
        references privacy.tables (table_schema, table_name) on delete cascade on update cascade
);

create index people_table_schema_table_name_idx on privacy.people (table_schema, table_name);

comment on table privacy.people is
    'What a person is: a kind for each table whose rows are persons.';
comment on column privacy.people.kind is
    'As in the name of a subject, shop.user:7.';
comment on column privacy.people.table_schema is
    'Schema of the table.';
comment on column privacy.people.table_name is
    'The table.';
comment on column privacy.people.key_column is
    'The column that tells one person from another; several rows may be the same person.';
comment on column privacy.people.on_erase is
    'delete: the row goes, unless rows that are kept refer to it; keep: it stays. What stays is treated column by column.';

create table privacy.links (
    table_schema text not null,
    table_name text not null,
    columns text[] not null,
    parent_schema text not null,
    parent_table text not null,
    parent_columns text[] not null,
    belongs boolean not null,
    on_erase text not null,
    constraint links_pkey primary key (table_schema, table_name, columns, parent_schema, parent_table),
    constraint links_columns_match check (
        cardinality(columns) > 0 and cardinality(columns) = cardinality(parent_columns)
    ),
    constraint links_on_erase_is_known check (on_erase in ('delete', 'keep')),
    constraint links_naming_rows_are_kept check (belongs or on_erase = 'keep'),
    constraint links_table_schema_table_name_fkey foreign key (table_schema, table_name)
        references privacy.tables (table_schema, table_name) on delete cascade on update cascade,
    constraint links_parent_schema_parent_table_fkey foreign key (parent_schema, parent_table)
        references privacy.tables (table_schema, table_name) on delete cascade on update cascade
);

create index links_parent_schema_parent_table_idx on privacy.links (parent_schema, parent_table);

comment on table privacy.links is
    'How a row is known to be a person''s: its columns equal those of a row of the parent that is.';
comment on column privacy.links.table_schema is
    'Schema of the table.';
comment on column privacy.links.table_name is
    'The table whose rows are linked.';
comment on column privacy.links.columns is
    'Its columns.';
comment on column privacy.links.parent_schema is
    'Schema of the parent.';
comment on column privacy.links.parent_table is
    'The table that it leads to.';
comment on column privacy.links.parent_columns is
    'The parent''s columns, in the same order.';
comment on column privacy.links.belongs is
    'true: the row is the person''s, with all that is linked to it; false: it names the person in these columns.';
comment on column privacy.links.on_erase is
    'delete: the row goes with the person, unless rows that are kept refer to it; keep: it stays. What stays is treated '
    'column by column.';

create table privacy.columns (
    table_schema text not null,
    table_name text not null,
    column_name text not null,
    category text not null,
    purpose text,
    legal_basis text,
    on_erase text,
    replacement text,
    identifies boolean not null default false,
    mentions boolean not null default false,
    constraint columns_pkey primary key (table_schema, table_name, column_name),
    constraint columns_table_schema_table_name_fkey foreign key (table_schema, table_name)
        references privacy.tables (table_schema, table_name) on delete cascade on update cascade,
    constraint columns_category_is_known check (
        category in ('none', 'identifier', 'identity', 'contact', 'credential', 'behaviour', 'content', 'financial', 'special')
    ),
    constraint columns_legal_basis_is_of_article_6 check (
        legal_basis in ('consent', 'contract', 'legal obligation', 'vital interests', 'public task', 'legitimate interests')
    ),
    constraint columns_on_erase_is_known check (on_erase in ('delete', 'anonymise', 'mask', 'keep')),
    constraint columns_personal_data_say_why check (
        num_nonnulls(purpose, legal_basis, on_erase) = case when category = 'none' then 0 else 3 end
    ),
    constraint columns_replacement_anonymises check (replacement is null or on_erase = 'anonymise'),
    constraint columns_none_says_nothing check (category <> 'none' or not (identifies or mentions))
);

comment on table privacy.columns is
    'Every column of the described tables: what it says of a person, why it is kept, what erasure does to it.';
comment on column privacy.columns.table_schema is
    'Schema of the table.';
comment on column privacy.columns.table_name is
    'The table.';
comment on column privacy.columns.column_name is
    'The column.';
comment on column privacy.columns.category is
    'none: not personal; identifier: a key or a pseudonym; identity: a name; contact: an address or a number; credential: '
    'proves who one is, and is never exported; behaviour: what somebody did; content: what somebody wrote; financial: '
    'what somebody bought or paid; special: article 9.';
comment on column privacy.columns.purpose is
    'Why it is kept.';
comment on column privacy.columns.legal_basis is
    'On which ground of article 6.';
comment on column privacy.columns.on_erase is
    'In a row that stays: delete: it becomes NULL; anonymise: it becomes the replacement; mask: what identifies the person '
    'is blacked out in it; keep: it stays until the retention of its table ends.';
comment on column privacy.columns.replacement is
    'What an anonymised value becomes; each % in it becomes a new id, for columns whose values are unique.';
comment on column privacy.columns.identifies is
    'Whether a value points at one person by itself, as an address does: erasure looks for it everywhere.';
comment on column privacy.columns.mentions is
    'Whether other people''s rows may mention a person here, as in free text: erasure looks for it and blacks it out.';

create function privacy.name_of(relation regclass, out table_schema text, out table_name text)
    language sql
    stable
    strict
    security invoker
    begin atomic
        select n.nspname::text, c.relname::text
        from pg_catalog.pg_class as c
        join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where c.oid = relation;
    end;

comment on function privacy.name_of(regclass) is
    'Schema and name of a table.';

revoke execute on function privacy.name_of(regclass) from public;

create function privacy.require_columns(relation regclass, names text[]) returns void
    language plpgsql
    stable
    security invoker
    set search_path = ''
as $$
declare
    missing text;
begin
    select string_agg(name, ', ' order by name) into missing
    from unnest(names) as name
    where not exists (
        select from pg_catalog.pg_attribute as a
        where a.attrelid = relation and a.attname = name and a.attnum > 0 and not a.attisdropped
    );
    if missing is not null or relation is null then
        raise exception '% has no column %', coalesce(relation::text, 'NULL'), coalesce(missing, 'NULL')
            using errcode = 'PFP06',
                  hint = 'Describe what is there; privacy.gaps() lists what is not described.';
    end if;
end
$$;

comment on function privacy.require_columns(regclass, text[]) is
    'Raises PFP06 unless a table has all of these columns.';

revoke execute on function privacy.require_columns(regclass, text[]) from public;

create function privacy.describe_table(relation regclass, retention interval default null, clock_column text default null)
    returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform privacy.require_columns(relation, array_remove(array[clock_column], null));
    insert into privacy.tables
    select n.table_schema, n.table_name, describe_table.retention, describe_table.clock_column
    from privacy.name_of(relation) as n;
end
$$;

comment on function privacy.describe_table(regclass, interval, text) is
    'Declares that a table holds personal data, and how long rows are kept after the time in clock_column.';

revoke execute on function privacy.describe_table(regclass, interval, text) from public;

create function privacy.describe_person(kind text, relation regclass, key_column text, on_erase text) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform privacy.require_columns(relation, array[key_column]);
    insert into privacy.people
    select describe_person.kind, n.table_schema, n.table_name, describe_person.key_column, describe_person.on_erase
    from privacy.name_of(relation) as n;
end
$$;

comment on function privacy.describe_person(text, regclass, text, text) is
    'Declares that the rows of a described table are persons.';

revoke execute on function privacy.describe_person(text, regclass, text, text) from public;

create function privacy.describe_link(
    relation regclass,
    columns text[],
    parent regclass,
    parent_columns text[],
    on_erase text,
    belongs boolean default true
)
    returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform privacy.require_columns(relation, columns);
    perform privacy.require_columns(parent, parent_columns);
    insert into privacy.links
    select n.table_schema, n.table_name, describe_link.columns, p.table_schema, p.table_name,
           describe_link.parent_columns, describe_link.belongs, describe_link.on_erase
    from privacy.name_of(relation) as n, privacy.name_of(parent) as p;
end
$$;

comment on function privacy.describe_link(regclass, text[], regclass, text[], text, boolean) is
    'Declares how rows of a described table are known to be a person''s, and whether they go with the person.';

revoke execute on function privacy.describe_link(regclass, text[], regclass, text[], text, boolean) from public;

create function privacy.describe_column(
    relation regclass,
    column_name text,
    category text,
    purpose text default null,
    legal_basis text default null,
    on_erase text default null,
    replacement text default null,
    identifies boolean default false,
    mentions boolean default false
)
    returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    perform privacy.require_columns(relation, array[column_name]);
    insert into privacy.columns
    select n.table_schema, n.table_name, describe_column.column_name, describe_column.category,
           describe_column.purpose, describe_column.legal_basis, describe_column.on_erase, describe_column.replacement,
           describe_column.identifies, describe_column.mentions
    from privacy.name_of(relation) as n;
end
$$;

comment on function privacy.describe_column(regclass, text, text, text, text, text, text, boolean, boolean) is
    'Declares what a column says of a person, why it is kept, on which legal basis, and what erasure does to it.';

revoke execute on function
    privacy.describe_column(regclass, text, text, text, text, text, text, boolean, boolean) from public;

create function privacy.undescribe_table(relation regclass) returns void
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
begin
    delete from privacy.tables as t
    using privacy.name_of(relation) as n
    where t.table_schema = n.table_schema and t.table_name = n.table_name;
    if not found then
        raise exception '% is not described', coalesce(relation::text, 'NULL')
            using errcode = 'PFP06',
                  hint = 'See privacy.tables.';
    end if;
end
$$;

comment on function privacy.undescribe_table(regclass) is
    'Takes back everything that was declared of a table: for rollbacks.';

revoke execute on function privacy.undescribe_table(regclass) from public;

create function privacy.is_text(type regtype) returns boolean
    language sql
    stable
    strict
    security invoker
    begin atomic
        select coalesce(
            bool_or(t.typcategory = 'S' or t.typname in ('json', 'jsonb', 'xml', 'hstore')), false
        )
        from pg_catalog.pg_type as given
        left join pg_catalog.pg_type as base on base.oid = given.typbasetype
        join pg_catalog.pg_type as t
            on t.oid = coalesce(nullif(given.typelem, 0), nullif(base.typelem, 0), base.oid, given.oid)
        where given.oid = type and given.typname <> 'name';
    end;

comment on function privacy.is_text(regtype) is
    'Whether values of a type are text a name can stand in: strings, JSON, XML, domains over them and arrays of them.';

revoke execute on function privacy.is_text(regtype) from public;

create function privacy.gaps() returns table (relation text, column_name text, gap text)
    language sql
    stable
    security invoker
    set search_path = ''
as $$
    with recursive described as (
        select t.*, to_regclass(format('%I.%I', t.table_schema, t.table_name)) as oid from privacy.tables as t
    ), foreign_keys as (
        select k.conrelid as child, k.confrelid as parent, k.conname,
               (select array_agg(a.attname::text order by o.n)
                from unnest(k.conkey) with ordinality as o (attnum, n)
                join pg_catalog.pg_attribute as a on a.attrelid = k.conrelid and a.attnum = o.attnum) as columns
        from pg_catalog.pg_constraint as k
        where k.contype = 'f' and k.conparentid = 0 and k.conrelid <> k.confrelid
    ), declared as (
        select c.oid as child, p.oid as parent, l.columns, l.belongs
        from privacy.links as l
        join described as c on (c.table_schema, c.table_name) = (l.table_schema, l.table_name)
        join described as p on (p.table_schema, p.table_name) = (l.parent_schema, l.parent_table)
    ), reached (oid) as (
        select d.oid from privacy.people as p join described as d using (table_schema, table_name)
        union
        select step.child
        from reached as r
        cross join lateral (
            select d.child from declared as d where d.parent = r.oid and d.belongs
            union all
            -- A foreign key that nobody declared leads on as well, until somebody says that it does not.
            select f.child from foreign_keys as f
            where f.parent = r.oid
              and not exists (
                  select from declared as d
                  where d.child = f.child and d.parent = f.parent and d.columns <@ f.columns
              )
        ) as step
    ), present as (
        select a.attrelid as oid, a.attname::text as name, a.attnotnull as required, a.atttypid::regtype as type
        from pg_catalog.pg_attribute as a
        where a.attnum > 0 and not a.attisdropped
    )
    select r.oid::regclass::text, p.name, 'is not classified'
    from (select oid from reached union select d.oid from described as d) as r
    join present as p on p.oid = r.oid
    join lateral privacy.name_of(r.oid::regclass) as n on true
    where not exists (
        select from privacy.columns as c
        where (c.table_schema, c.table_name, c.column_name) = (n.table_schema, n.table_name, p.name)
    )
    union all
    select f.child::regclass::text, array_to_string(f.columns, ', '),
           format('leads to a person through %s of %s, and no link says what erasure does', f.conname, f.parent::regclass)
    from foreign_keys as f
    join reached as r on r.oid = f.parent
    where not exists (
        select from declared as d where d.child = f.child and d.parent = f.parent and d.columns <@ f.columns
    )
    union all
    select format('%I.%I', d.table_schema, d.table_name), null, 'is described and does not exist'
    from described as d
    where d.oid is null
    union all
    select d.oid::regclass::text, w.name, format('is named by %s and does not exist', w.source)
    from described as d
    cross join lateral (
        select c.column_name, 'privacy.columns' from privacy.columns as c
        where (c.table_schema, c.table_name) = (d.table_schema, d.table_name)
        union all
        select d.clock_column, 'privacy.tables' where d.clock_column is not null
        union all
        select p.key_column, 'privacy.people' from privacy.people as p
        where (p.table_schema, p.table_name) = (d.table_schema, d.table_name)
        union all
        select unnest(l.columns), 'privacy.links' from privacy.links as l
        where (l.table_schema, l.table_name) = (d.table_schema, d.table_name)
        union all
        select unnest(l.parent_columns), 'privacy.links' from privacy.links as l
        where (l.parent_schema, l.parent_table) = (d.table_schema, d.table_name)
    ) as w (name, source)
    where d.oid is not null and not exists (select from present as p where p.oid = d.oid and p.name = w.name)
    union all
    select d.oid::regclass::text, c.column_name, problem.gap
    from privacy.columns as c
    join described as d using (table_schema, table_name)
    join present as p on p.oid = d.oid and p.name = c.column_name
    cross join lateral (
        select exists (
            select from privacy.links as l
            where (l.table_schema, l.table_name) = (c.table_schema, c.table_name) and l.on_erase = 'keep'
            union all
            select from privacy.people as s
            where (s.table_schema, s.table_name) = (c.table_schema, c.table_name) and s.on_erase = 'keep'
            union all
            -- Rows that are kept refer to it, and go on doing so.
            select from privacy.links as k
            where (k.parent_schema, k.parent_table) = (c.table_schema, c.table_name) and k.on_erase = 'keep'
              and not exists (
                  select from privacy.columns as e
                  where (e.table_schema, e.table_name) = (k.table_schema, k.table_name)
                    and e.column_name = any (k.columns) and e.on_erase = 'delete'
              )
        ) as rows_may_stay
    ) as t
    cross join lateral (
        select 'is NOT NULL and cannot be deleted from a row that stays'
        where c.on_erase = 'delete' and p.required and t.rows_may_stay
        union all
        select 'is NOT NULL and is anonymised without a replacement'
        where c.on_erase = 'anonymise' and c.replacement is null and p.required and t.rows_may_stay
        union all
        select 'is unique and is anonymised with a replacement that is always the same'
        where c.on_erase = 'anonymise' and c.replacement !~ '%' and t.rows_may_stay
          and exists (
              select from pg_catalog.pg_index as i
              join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
              where i.indrelid = d.oid and i.indisunique and i.indnkeyatts = 1 and a.attname = c.column_name
          )
        union all
        select 'is kept, and its table has no retention: for ever is not a time'
        where c.on_erase = 'keep' and c.category <> 'identifier' and d.retention is null
        union all
        select 'is masked or may mention people, and is neither text nor JSON'
        where (c.on_erase = 'mask' or c.mentions) and not privacy.is_text(p.type)
    ) as problem (gap)
    order by 1, 2, 3
$$;

comment on function privacy.gaps() is
    'What the catalogue of personal data lacks: columns reachable from a person that nobody classified, foreign keys '
    'without a decision, names of what no longer exists, actions that cannot be carried out. Empty when it is whole.';

revoke execute on function privacy.gaps() from public;

grant usage on schema privacy to nexus_owner, shop_owner, learn_owner;

grant execute on function
    privacy.describe_table(regclass, interval, text),
    privacy.describe_person(text, regclass, text, text),
    privacy.describe_link(regclass, text[], regclass, text[], text, boolean),
    privacy.describe_column(regclass, text, text, text, text, text, text, boolean, boolean),
    privacy.undescribe_table(regclass)
    to nexus_owner, shop_owner, learn_owner;
