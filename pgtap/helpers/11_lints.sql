-- What is wrong wherever it stands. Each lint is a function that returns the offending objects, always with the same
-- columns, over every schema of ours; its test in pgtap/lints has the same name and plants an offence to see it found.
--
-- An offence that is right for a reason is excused here, by lint and object, with the reason.

create function test.excuses()
returns table (lint text, object text, reason text)
language sql
immutable
set search_path = ''
as $$
    values
        ('function_with_mutable_search_path', 'platform.act_as(text,text)',
         'A SET clause forbids the COMMIT by which it knows a transaction block; it runs with the caller''s privileges '
         'and qualifies every name.'),
        ('foreign_key_without_index', 'shop.order_items.order_items_order_id_currency_fkey',
         'order_items_order_product_variant_unique begins with order_id, which alone names the order.'),
        ('foreign_key_without_index', 'shop.cart_items.cart_items_product_id_variant_id_fkey',
         'idx_cart_items_product_id begins with the product, of which there are a few variants.'),
        ('foreign_key_without_index', 'shop.order_items.order_items_product_id_variant_id_fkey',
         'idx_order_items_product_id begins with the product; a variant that was sold stays.'),
        ('foreign_key_without_index', 'shop.order_events.order_events_from_status_to_status_fkey',
         'Transitions are a handful and come with migrations.'),
        ('foreign_key_without_index', 'shop.order_events.order_events_order_id_supersedes_fkey',
         'order_events_supersedes_key begins with the event that is referred to.'),
        ('foreign_key_without_index', 'privacy.holds.holds_subject_kind_fkey',
         'Kinds of subject are a handful and come with migrations; holds are few.'),
        ('definer_view', 'learn.actor_taken',
         'Policies ask it which versions the actor takes; it shows the actor''s own rows alone, whoever owns it.'),
        ('definer_view', 'learn.actor_memberships',
         'Policies ask it which sessions the actor is in; it shows the actor''s own rows alone, whoever owns it.'),
        ('owned_by_a_stranger', 'privacy.%',
         'Functions that export, erase and re-encrypt work on the tables of every context, as whoever migrated.')
$$;


comment on function test.excuses() is
    'Offences that stay, each with its reason. For owned_by_a_stranger the object is a pattern of LIKE.';

create function test.linted_schemas()
returns table (oid oid, name text)
language sql
stable
set search_path = ''
as $$
    -- public holds the migration tool's own tables, extensions other people's objects.
    select n.oid, n.nspname::text
    from pg_catalog.pg_namespace as n
    where n.nspname !~ '^pg_'
      and n.nspname not in ('information_schema', 'public', 'extensions', 'pgtap', 'test')
$$;

comment on function test.linted_schemas() is
    'The schemas that migrations fill.';

create function test.lint_foreign_key_without_index()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select c.conrelid::regclass::text || '.' || pg_catalog.quote_ident(c.conname),
           'no index begins with its columns: deleting a referenced row reads the whole table'
    from pg_catalog.pg_constraint as c
    join test.linted_schemas() as s on s.oid = c.connamespace
    where c.contype = 'f' and c.conparentid = 0
      and not exists (
          select from pg_catalog.pg_index as i
          where i.indrelid = c.conrelid and i.indisvalid
            -- A partial index serves if all it leaves out are the rows that refer to nothing.
            and (i.indpred is null
                 or cardinality(c.conkey) = 1
                    and pg_catalog.pg_get_expr(i.indpred, i.indrelid) = '(' || (
                        select pg_catalog.quote_ident(a.attname) from pg_catalog.pg_attribute as a
                        where a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                    ) || ' IS NOT NULL)')
            and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
            and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] <@ c.conkey
      )
      and c.conrelid::regclass::text || '.' || pg_catalog.quote_ident(c.conname) not in (
          select e.object from test.excuses() as e where e.lint = 'foreign_key_without_index'
      )
$$;

comment on function test.lint_foreign_key_without_index() is
    'Foreign keys whose columns no valid index begins with.';

create function test.lint_foreign_key_without_action()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select c.conrelid::regclass::text || '.' || pg_catalog.quote_ident(c.conname),
           'it does not say what happens on ' || case
               when c.confdeltype = 'a' and c.confupdtype = 'a' then 'delete and on update'
               when c.confdeltype = 'a' then 'delete'
               else 'update'
           end
    from pg_catalog.pg_constraint as c
    join test.linted_schemas() as s on s.oid = c.connamespace
    where c.contype = 'f' and c.conparentid = 0 and 'a' in (c.confdeltype, c.confupdtype)
$$;

comment on function test.lint_foreign_key_without_action() is
    'Foreign keys without ON DELETE or ON UPDATE; NO ACTION and nothing look alike, so RESTRICT is what is written.';

create function test.lint_policy_calling_a_function_per_row()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select p.polrelid::regclass::text || '.' || pg_catalog.quote_ident(p.polname),
           called.name || ' is called for each row: write (select ' || called.name || ')'
    from pg_catalog.pg_policy as p
    join pg_catalog.pg_class as c on c.oid = p.polrelid
    join test.linted_schemas() as s on s.oid = c.relnamespace
    cross join lateral (
        select distinct found[2] as name
        from (values (p.polqual), (p.polwithcheck)) as written (tree)
        -- A call without arguments, or of a setting, has the same result in every row.
        cross join lateral pg_catalog.regexp_matches(
            pg_catalog.pg_get_expr(written.tree, p.polrelid),
            '(SELECT )?((?:[\w$"]+\.)?[\w$"]+\(\)|current_setting\([^()]*\))', 'g'
        ) as found
        where found[1] is null
    ) as called
$$;

comment on function test.lint_policy_calling_a_function_per_row() is
    'Policies that call a function whose result does not depend on the row, other than in (select …).';

create function test.lint_several_permissive_policies()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    with applied as (
        select p.polrelid, p.polname, command, role
        from pg_catalog.pg_policy as p
        join pg_catalog.pg_class as c on c.oid = p.polrelid
        join test.linted_schemas() as s on s.oid = c.relnamespace
        cross join unnest(case p.polcmd when '*' then '{r,a,w,d}'::"char"[] else array[p.polcmd] end) as command
        cross join unnest(p.polroles) as role
        where p.polpermissive
    )
    -- A policy for everybody meets those of each role.
    select a.polrelid::regclass::text,
           pg_catalog.format(
               '%s for %s: %s', count(distinct b.polname),
               case a.command when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
               pg_catalog.string_agg(distinct b.polname, ', ' order by b.polname)
           )
    from applied as a
    join applied as b on b.polrelid = a.polrelid and b.command = a.command and (b.role = a.role or 0 in (a.role, b.role))
    group by a.polrelid, a.command, a.role
    having count(distinct b.polname) > 1
$$;

comment on function test.lint_several_permissive_policies() is
    'Several permissive policies for one role and command: each is evaluated, and any of them opens the row.';

create function test.lint_row_security_without_policy()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select c.oid::regclass::text, 'row security is on and there is no policy: nobody but the owner sees a row'
    from pg_catalog.pg_class as c
    join test.linted_schemas() as s on s.oid = c.relnamespace
    where c.relrowsecurity and not exists (select from pg_catalog.pg_policy as p where p.polrelid = c.oid)
$$;

comment on function test.lint_row_security_without_policy() is
    'Tables with row security and without a policy.';

create function test.lint_policy_without_row_security()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select p.polrelid::regclass::text || '.' || pg_catalog.quote_ident(p.polname),
           'row security of the table is off: the policy does nothing'
    from pg_catalog.pg_policy as p
    join pg_catalog.pg_class as c on c.oid = p.polrelid
    join test.linted_schemas() as s on s.oid = c.relnamespace
    where not c.relrowsecurity
$$;

comment on function test.lint_policy_without_row_security() is
    'Policies of tables whose row security is off.';

create function test.lint_policy_that_is_always_true()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select p.polrelid::regclass::text || '.' || pg_catalog.quote_ident(p.polname),
           'it lets every row through and no comment says why'
    from pg_catalog.pg_policy as p
    join pg_catalog.pg_class as c on c.oid = p.polrelid
    join test.linted_schemas() as s on s.oid = c.relnamespace
    where p.polpermissive
      and 'true' in (pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
      and pg_catalog.obj_description(p.oid, 'pg_policy') is null
$$;

comment on function test.lint_policy_that_is_always_true() is
    'Permissive policies whose USING or WITH CHECK is true, without a comment that gives the reason.';

create function test.lint_definer_view()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select c.oid::regclass::text, 'it reads with its owner''s privileges: create it with (security_invoker = true)'
    from pg_catalog.pg_class as c
    join test.linted_schemas() as s on s.oid = c.relnamespace
    where c.relkind = 'v'
      and coalesce(c.reloptions::text, '') !~* 'security_invoker=(true|on|1|yes)'
      and c.oid::regclass::text not in (select e.object from test.excuses() as e where e.lint = 'definer_view')
$$;

comment on function test.lint_definer_view() is
    'Views that pass by the row security of their reader.';

create function test.lint_function_with_mutable_search_path()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select p.oid::regprocedure::text, 'names in it are resolved as the caller likes: add set search_path = '''''
    from pg_catalog.pg_proc as p
    join test.linted_schemas() as s on s.oid = p.pronamespace
    join pg_catalog.pg_language as l on l.oid = p.prolang
    where l.lanname not in ('c', 'internal')
      and p.prosqlbody is null
      and not exists (select from unnest(p.proconfig) as setting where setting ~ '^search_path=')
      and p.oid::regprocedure::text not in (
          select e.object from test.excuses() as e where e.lint = 'function_with_mutable_search_path'
      )
$$;

comment on function test.lint_function_with_mutable_search_path() is
    'Functions that neither fix search_path nor have their names bound at creation.';

create function test.lint_definer_function_open_to_public()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select p.oid::regprocedure::text, 'everybody may run it with its owner''s privileges'
    from pg_catalog.pg_proc as p
    join test.linted_schemas() as s on s.oid = p.pronamespace
    where p.prosecdef
      and exists (
          select from pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) as a
          where a.grantee = 0
      )
$$;

comment on function test.lint_definer_function_open_to_public() is
    'SECURITY DEFINER functions that PUBLIC may execute.';

create function test.lint_materialized_view_that_leaks()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    with recursive readers as (
        select c.oid as view, a.grantee
        from pg_catalog.pg_class as c
        join test.linted_schemas() as s on s.oid = c.relnamespace
        cross join lateral pg_catalog.aclexplode(c.relacl) as a
        where c.relkind = 'm' and a.privilege_type = 'SELECT' and a.grantee <> c.relowner
    ),
    reads as (
        select c.oid as view, c.oid as relation from pg_catalog.pg_class as c where c.relkind = 'm'
        union
        select r.view, d.refobjid
        from reads as r
        join pg_catalog.pg_rewrite as w on w.ev_class = r.relation
        join pg_catalog.pg_depend as d
            on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = w.oid
            and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> r.relation
    )
    select v.view::regclass::text,
           pg_catalog.format('%s reads in it what %s keeps from it',
                             case v.grantee when 0 then 'PUBLIC' else v.grantee::regrole::text end,
                             r.relation::regclass)
    from readers as v
    join reads as r on r.view = v.view
    join pg_catalog.pg_class as c on c.oid = r.relation and c.relkind in ('r', 'p', 'f')
    where c.relrowsecurity
       or case v.grantee
              when 0 then not exists (
                  select from pg_catalog.aclexplode(c.relacl) as a
                  where a.grantee = 0 and a.privilege_type = 'SELECT'
              )
              else not pg_catalog.has_table_privilege(v.grantee, c.oid, 'SELECT')
          end
$$;

comment on function test.lint_materialized_view_that_leaks() is
    'Materialised views that a role may read although it may not read a table behind them, or only some of its rows.';

create function test.lint_invalid_index_or_constraint()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select i.indexrelid::regclass::text, 'the index is not valid: a concurrent build failed or has not ended'
    from pg_catalog.pg_index as i
    join pg_catalog.pg_class as c on c.oid = i.indexrelid
    join test.linted_schemas() as s on s.oid = c.relnamespace
    where not (i.indisvalid and i.indisready and i.indislive)
    union all
    select c.conrelid::regclass::text || '.' || pg_catalog.quote_ident(c.conname), 'the constraint was never validated'
    from pg_catalog.pg_constraint as c
    join test.linted_schemas() as s on s.oid = c.connamespace
    where not c.convalidated
$$;

comment on function test.lint_invalid_index_or_constraint() is
    'Indexes that are not used and constraints that old rows may break.';

create function test.lint_timestamp_without_zone()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select a.attrelid::regclass::text || '.' || pg_catalog.quote_ident(a.attname),
           pg_catalog.format_type(a.atttypid, a.atttypmod) || ' names no instant: use timestamptz'
    from pg_catalog.pg_attribute as a
    join pg_catalog.pg_class as c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'm')
    join test.linted_schemas() as s on s.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped and not c.relispartition
      and a.atttypid in ('timestamp'::regtype, 'timestamp[]'::regtype, 'timetz'::regtype)
$$;

comment on function test.lint_timestamp_without_zone() is
    'Columns of type timestamp without time zone, and of timetz.';

create function test.lint_float_money()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select a.attrelid::regclass::text || '.' || pg_catalog.quote_ident(a.attname),
           pg_catalog.format_type(a.atttypid, a.atttypmod) || ' does not hold an amount exactly: use numeric'
    from pg_catalog.pg_attribute as a
    join pg_catalog.pg_class as c on c.oid = a.attrelid and c.relkind in ('r', 'p', 'm')
    join test.linted_schemas() as s on s.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped and not c.relispartition
      and (a.atttypid = 'money'::regtype
           or a.atttypid in ('real'::regtype, 'double precision'::regtype)
              and a.attname ~* '(amount|balance|cost|credit|debit|discount|fee|price|salary|tax|total|vat|wage)')
$$;

comment on function test.lint_float_money() is
    'Columns of type money, and floats whose name says that they hold amounts.';

create function test.lint_missing_comment()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select d.what, 'it does not say what it is for'
    from (
        select 'schema ' || s.name, s.oid, 'pg_catalog.pg_namespace'::regclass from test.linted_schemas() as s
        union all
        select c.oid::regclass::text, c.oid, 'pg_catalog.pg_class'
        from pg_catalog.pg_class as c
        join test.linted_schemas() as s on s.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
        union all
        select p.oid::regprocedure::text, p.oid, 'pg_catalog.pg_proc'
        from pg_catalog.pg_proc as p
        join test.linted_schemas() as s on s.oid = p.pronamespace
        union all
        select p.polrelid::regclass::text || '.' || pg_catalog.quote_ident(p.polname), p.oid, 'pg_catalog.pg_policy'
        from pg_catalog.pg_policy as p
        join pg_catalog.pg_class as c on c.oid = p.polrelid
        join test.linted_schemas() as s on s.oid = c.relnamespace
        union all
        select t.oid::regtype::text, t.oid, 'pg_catalog.pg_type'
        from pg_catalog.pg_type as t
        join test.linted_schemas() as s on s.oid = t.typnamespace
        where t.typtype in ('e', 'd', 'r')
    ) as d (what, oid, catalogue)
    where not exists (
        select from pg_catalog.pg_description as said
        where said.objoid = d.oid and said.classoid = d.catalogue and said.objsubid = 0
    )
$$;

comment on function test.lint_missing_comment() is
    'Schemas, tables, views, functions, policies and types without a comment; each schema''s own test sees to columns.';

create function test.lint_identifier_too_long()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select d.name, 'it is 63 bytes long, as if cut off there by the server'
    from (
        select c.relname::text from pg_catalog.pg_class as c join test.linted_schemas() as s on s.oid = c.relnamespace
        union all
        select a.attname::text
        from pg_catalog.pg_attribute as a
        join pg_catalog.pg_class as c on c.oid = a.attrelid
        join test.linted_schemas() as s on s.oid = c.relnamespace
        union all
        select c.conname::text
        from pg_catalog.pg_constraint as c join test.linted_schemas() as s on s.oid = c.connamespace
        -- Not-null constraints are named by the server, and on PostgreSQL 18 alone kept.
        where c.contype <> 'n'
        union all
        select t.tgname::text
        from pg_catalog.pg_trigger as t
        join pg_catalog.pg_class as c on c.oid = t.tgrelid
        join test.linted_schemas() as s on s.oid = c.relnamespace
        where not t.tgisinternal
        union all
        select p.polname::text
        from pg_catalog.pg_policy as p
        join pg_catalog.pg_class as c on c.oid = p.polrelid
        join test.linted_schemas() as s on s.oid = c.relnamespace
        union all
        select p.proname::text from pg_catalog.pg_proc as p join test.linted_schemas() as s on s.oid = p.pronamespace
        union all
        select t.typname::text from pg_catalog.pg_type as t join test.linted_schemas() as s on s.oid = t.typnamespace
        where t.typelem = 0
        union all
        select s.name from test.linted_schemas() as s
    ) as d (name)
    where octet_length(d.name) >= 63
$$;

comment on function test.lint_identifier_too_long() is
    'Names that reach the server''s limit of 63 bytes: what was longer is cut off without a word.';

create function test.lint_owned_by_a_stranger()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select d.what, pg_catalog.format('it belongs to %s, its schema to %s', d.owner::regrole, n.nspowner::regrole)
    from (
        select c.oid::regclass::text, c.relnamespace, c.relowner
        from pg_catalog.pg_class as c
        where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        union all
        select p.oid::regprocedure::text, p.pronamespace, p.proowner from pg_catalog.pg_proc as p
        union all
        select t.oid::regtype::text, t.typnamespace, t.typowner
        from pg_catalog.pg_type as t
        where t.typtype in ('e', 'd', 'r')
    ) as d (what, namespace, owner)
    join test.linted_schemas() as s on s.oid = d.namespace
    join pg_catalog.pg_namespace as n on n.oid = s.oid
    where d.owner <> n.nspowner
      and not exists (
          select from test.excuses() as e where e.lint = 'owned_by_a_stranger' and d.what like e.object
      )
$$;

comment on function test.lint_owned_by_a_stranger() is
    'Objects that do not belong to the owner of their schema: a migration did not begin with set local role.';

create function test.lint_partition_that_is_not_watched()
returns table (object text, problem text)
language sql
stable
set search_path = ''
as $$
    select leaf.relid::regclass::text, 'TRUNCATE of this partition is not logged: create its trigger audit_truncate'
    from pg_catalog.pg_trigger as t
    cross join lateral pg_catalog.pg_partition_tree(t.tgrelid) as leaf
    where t.tgname = 'audit_truncate'
      and not exists (
          select from pg_catalog.pg_trigger as own where own.tgrelid = leaf.relid and own.tgname = 'audit_truncate'
      )
$$;

comment on function test.lint_partition_that_is_not_watched() is
    'Partitions of watched tables that lack the trigger which TRUNCATE does not inherit.';
