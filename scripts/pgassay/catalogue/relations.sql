-- Everything that is a relation or hangs on one. Each row is one object as JSON: [kind, name, attributes].
-- What is null, false or empty is left out by the reader, so attributes are named for the unusual.
with relation as materialized (
    select c.*, n.nspname as schema, d.description as comment
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_description d on d.objoid = c.oid and d.classoid = 'pg_class'::regclass and d.objsubid = 0
    where
        n.nspname !~ '^pg_'
        and n.nspname <> 'information_schema'
        -- the schemas that are asked for; all where none is named
        and coalesce(n.nspname = any (nullif(current_setting('pgassay.schemas', true), '')::text[]), true)
        and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c', 'i', 'I')
        and c.relname <> all (array['_pgassay_ledger', '_yoyo_log', '_yoyo_migration', '_yoyo_version', 'yoyo_lock'])
        and not exists (
            select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e'
        )
        -- of a composite type, the type is what belongs to the extension
        and not (
            c.relkind = 'c'
            and exists (
                select from pg_depend e where e.classid = 'pg_type'::regclass and e.objid = c.reltype and e.deptype = 'e'
            )
        )
), names as materialized (
    -- the names of a relation's columns by number
    select a.attrelid as oid, array_agg(a.attname::text order by a.attnum) as columns
    from pg_attribute a
    where a.attrelid in (select oid from relation where relkind in ('r', 'p', 'f', 'm')) and a.attnum > 0
    group by a.attrelid
)
-- tables and foreign tables
select json_build_array(
    case r.relkind when 'f' then 'foreign table' else 'table' end,
    array[r.schema, r.relname],
    json_build_object(
        'owner', pg_get_userbyid(r.relowner),
        'acl', r.relacl::text[],
        'comment', r.comment,
        'unlogged', r.relpersistence = 'u',
        'options', r.reloptions,
        'toast_options', toast.reloptions,
        'access_method', (select amname from pg_am where oid = r.relam and amname <> 'heap'),
        'tablespace', case when r.reltablespace <> 0 then
            (select spcname from pg_tablespace where oid = r.reltablespace) end,
        'row_security', r.relrowsecurity,
        'row_security_forced', r.relforcerowsecurity,
        'replica_identity', case r.relreplident when 'f' then 'full' when 'n' then 'nothing' when 'i' then 'index' end,
        'partition_key', pg_get_partkeydef(r.oid),
        'partition_of', case when r.relispartition then
            (select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = r.oid) end,
        'partition_bound', pg_get_expr(r.relpartbound, r.oid),
        'detach_pending', r.relispartition
            and exists (select from pg_inherits i where i.inhrelid = r.oid and i.inhdetachpending),
        'inherits', case when not r.relispartition then
            array(select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = r.oid order by i.inhseqno)
        end,
        'of_type', nullif(r.reloftype, 0)::regtype::text,
        'server', s.srvname,
        'foreign_options', f.ftoptions
    )
)::text
from relation r
left join pg_class toast on toast.oid = r.reltoastrelid
left join pg_foreign_table f on f.ftrelid = r.oid
left join pg_foreign_server s on s.oid = f.ftserver
where r.relkind in ('r', 'p', 'f')

union all

-- columns of tables and views; attributes of composite types
select json_build_array(
    case r.relkind when 'c' then 'attribute' else 'column' end,
    array[r.schema, r.relname, a.attname],
    json_build_object(
        'position', row_number() over (partition by a.attrelid order by a.attnum),
        'type', format_type(a.atttypid, a.atttypmod),
        'collation', case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end,
        'not_null', a.attnotnull,
        -- since PostgreSQL 18 NOT NULL is a constraint with a name of its own; what is unusual about it
        'not_null_constraint', case
            when con.conislocal and con.conname <> r.relname || '_' || a.attname || '_not_null' then con.conname
        end,
        'not_null_not_valid', not con.convalidated,
        'not_null_no_inherit', con.connoinherit,
        'not_null_inherited', not con.conislocal,
        'not_null_comment', said.description,
        'default', case when a.attgenerated = '' then pg_get_expr(ad.adbin, ad.adrelid) end,
        'generated', case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end,
        'expression', case when a.attgenerated <> '' then pg_get_expr(ad.adbin, ad.adrelid) end,
        'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
        'storage', case when a.attstorage <> t.typstorage then
            case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end
        end,
        'compression', case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end,
        'statistics', nullif(a.attstattarget, -1),
        'options', a.attoptions,
        'foreign_options', a.attfdwoptions,
        'inherited', not a.attislocal,
        'inherited_from', nullif(a.attinhcount, 0),
        'acl', a.attacl::text[],
        'comment', d.description
    )
)::text
from relation r
join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
left join pg_attrdef ad on ad.adrelid = a.attrelid and ad.adnum = a.attnum
left join pg_constraint con on con.conrelid = a.attrelid and con.contype = 'n' and con.conkey[1] = a.attnum
left join pg_description said on said.objoid = con.oid and said.classoid = 'pg_constraint'::regclass
left join pg_description d on d.objoid = r.oid and d.classoid = 'pg_class'::regclass and d.objsubid = a.attnum
where r.relkind in ('r', 'p', 'f', 'v', 'm', 'c')

union all

-- constraints; those that partitions copy from a foreign key are left to the original
select json_build_array(
    'constraint',
    array[r.schema, r.relname, con.conname],
    json_build_object(
        'type', case con.contype
            when 'p' then 'primary key' when 'u' then 'unique' when 'c' then 'check' when 'f' then 'foreign key'
            when 'x' then 'exclusion'
        end,
        'definition', pg_get_constraintdef(con.oid),
        'columns', array(select n.columns[k] from unnest(con.conkey) k),
        'references', nullif(con.confrelid, 0)::regclass::text,
        'referenced_columns', case when con.contype = 'f' then array(select f.columns[k] from unnest(con.confkey) k) end,
        'on_update', case con.confupdtype
            when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null'
            when 'd' then 'set default'
        end,
        'on_delete', case con.confdeltype
            when 'a' then 'no action' when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null'
            when 'd' then 'set default'
        end,
        'match', case con.confmatchtype when 'f' then 'full' when 'p' then 'partial' end,
        'deferrable', con.condeferrable,
        'deferred', con.condeferred,
        'not_valid', not con.convalidated,
        'no_inherit', con.connoinherit and con.contype = 'c',
        'inherited', not con.conislocal,
        'inherited_from', nullif(con.coninhcount, 0),
        'triggers', case when con.contype = 'f' then array(
            select distinct case g.tgenabled when 'D' then 'disabled' when 'R' then 'replica' else 'always' end
            from pg_trigger g where g.tgconstraint = con.oid and g.tgenabled <> 'O'
            order by 1
        ) end,
        'comment', d.description
    )
)::text
from relation r
join pg_constraint con on con.conrelid = r.oid
join names n on n.oid = con.conrelid
left join names f on f.oid = con.confrelid
left join pg_description d on d.objoid = con.oid and d.classoid = 'pg_constraint'::regclass
where con.contype in ('p', 'u', 'c', 'f', 'x') and not (con.contype = 'f' and con.conparentid <> 0)

union all

-- indexes, those of constraints included
select json_build_array(
    'index',
    array[r.schema, t.relname, r.relname],
    json_build_object(
        'definition', pg_get_indexdef(r.oid),
        'method', am.amname,
        'unique', i.indisunique,
        'columns', case
            when i.indexprs is null then array(select n.columns[i.indkey[k]] from generate_series(0, i.indnkeyatts - 1) k)
            else array(select pg_get_indexdef(r.oid, k, true) from generate_series(1, i.indnkeyatts) k)
        end,
        'include', case when i.indnatts > i.indnkeyatts then
            array(select n.columns[i.indkey[k]] from generate_series(i.indnkeyatts, i.indnatts - 1) k)
        end,
        'predicate', pg_get_expr(i.indpred, i.indrelid),
        'constraint', con.conname,
        'invalid', not (i.indisvalid and i.indisready and i.indislive),
        'clustered', i.indisclustered,
        'replica_identity', i.indisreplident,
        'options', r.reloptions,
        'tablespace', case when r.reltablespace <> 0 then
            (select spcname from pg_tablespace where oid = r.reltablespace) end,
        'parent', case when r.relispartition then
            (select h.inhparent::regclass::text from pg_inherits h where h.inhrelid = r.oid) end,
        'statistics', case when i.indexprs is not null then array(
            select a.attnum || '=' || a.attstattarget
            from pg_attribute a
            where a.attrelid = r.oid and a.attstattarget >= 0
            order by a.attnum
        ) end,
        'comment', r.comment
    )
)::text
from relation r
join pg_index i on i.indexrelid = r.oid
join relation t on t.oid = i.indrelid
left join names n on n.oid = i.indrelid
join pg_am am on am.oid = r.relam
left join pg_constraint con on con.conindid = r.oid and con.conrelid = i.indrelid and con.contype in ('p', 'u', 'x')

union all

-- views and materialised views
select json_build_array(
    case r.relkind when 'v' then 'view' else 'materialized view' end,
    array[r.schema, r.relname],
    json_build_object(
        'definition', pg_get_viewdef(r.oid),
        'options', r.reloptions,
        'toast_options', toast.reloptions,
        'owner', pg_get_userbyid(r.relowner),
        'acl', r.relacl::text[],
        'unpopulated', not r.relispopulated,
        'access_method', (select amname from pg_am where oid = r.relam and amname <> 'heap'),
        'tablespace', case when r.reltablespace <> 0 then
            (select spcname from pg_tablespace where oid = r.reltablespace) end,
        'comment', r.comment
    )
)::text
from relation r
left join pg_class toast on toast.oid = r.reltoastrelid
where r.relkind in ('v', 'm')

union all

-- rules, those that make a view a view left out
select json_build_array(
    'rule',
    array[r.schema, r.relname, w.rulename],
    json_build_object(
        'definition', pg_get_ruledef(w.oid),
        'state', case w.ev_enabled when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always' end,
        'comment', d.description
    )
)::text
from relation r
join pg_rewrite w on w.ev_class = r.oid and w.rulename <> '_RETURN'
left join pg_description d on d.objoid = w.oid and d.classoid = 'pg_rewrite'::regclass

union all

select json_build_array(
    'trigger',
    array[r.schema, r.relname, g.tgname],
    json_build_object(
        'definition', pg_get_triggerdef(g.oid),
        'function', g.tgfoid::regprocedure::text,
        'timing', case when g.tgtype::integer & 2 <> 0 then 'before' when g.tgtype::integer & 64 <> 0 then 'instead of'
            else 'after' end,
        'level', case when g.tgtype::integer & 1 <> 0 then 'row' else 'statement' end,
        'events', array(
            select e.name
            from (values (4, 'insert'), (8, 'delete'), (16, 'update'), (32, 'truncate')) e (bit, name)
            where g.tgtype::integer & e.bit <> 0
            order by 1
        ),
        'deferrable', g.tgdeferrable,
        'deferred', g.tginitdeferred,
        'state', case g.tgenabled when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always' end,
        'inherited', g.tgparentid <> 0,
        'comment', d.description
    )
)::text
from relation r
join pg_trigger g on g.tgrelid = r.oid and not g.tgisinternal
left join pg_description d on d.objoid = g.oid and d.classoid = 'pg_trigger'::regclass

union all

select json_build_array(
    'policy',
    array[r.schema, r.relname, p.polname],
    json_build_object(
        'command', case p.polcmd
            when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all'
        end,
        'restrictive', not p.polpermissive,
        'roles', array(
            select case when o = 0 then 'PUBLIC' else pg_get_userbyid(o)::text end from unnest(p.polroles) o order by 1
        ),
        'using', pg_get_expr(p.polqual, p.polrelid),
        'check', pg_get_expr(p.polwithcheck, p.polrelid),
        'comment', d.description
    )
)::text
from relation r
join pg_policy p on p.polrelid = r.oid
left join pg_description d on d.objoid = p.oid and d.classoid = 'pg_policy'::regclass

union all

-- sequences: their parameters, not where they stand
select json_build_array(
    'sequence',
    array[r.schema, r.relname],
    json_build_object(
        'type', format_type(q.seqtypid, null),
        'start', q.seqstart::text,
        'increment', q.seqincrement::text,
        'minimum', q.seqmin::text,
        'maximum', q.seqmax::text,
        'cache', q.seqcache::text,
        'cycle', q.seqcycle,
        'unlogged', r.relpersistence = 'u',
        'owned_by', (
            select e.refobjid::regclass::text || '.' || quote_ident(a.attname)
            from pg_depend e
            join pg_attribute a on a.attrelid = e.refobjid and a.attnum = e.refobjsubid
            where e.classid = 'pg_class'::regclass and e.objid = r.oid and e.deptype in ('a', 'i')
                and e.refclassid = 'pg_class'::regclass and e.refobjsubid > 0
        ),
        'identity', exists (
            select from pg_depend e
            where e.classid = 'pg_class'::regclass and e.objid = r.oid and e.deptype = 'i'
                and e.refclassid = 'pg_class'::regclass
        ),
        'owner', pg_get_userbyid(r.relowner),
        'acl', r.relacl::text[],
        'comment', r.comment
    )
)::text
from relation r
join pg_sequence q on q.seqrelid = r.oid

union all

select json_build_array(
    'statistics',
    array[n.nspname, s.stxname],
    json_build_object(
        'definition', pg_get_statisticsobjdef(s.oid),
        'target', nullif(s.stxstattarget, -1),
        'owner', pg_get_userbyid(s.stxowner),
        'comment', d.description
    )
)::text
from relation r
join pg_statistic_ext s on s.stxrelid = r.oid
join pg_namespace n on n.oid = s.stxnamespace
left join pg_description d on d.objoid = s.oid and d.classoid = 'pg_statistic_ext'::regclass
