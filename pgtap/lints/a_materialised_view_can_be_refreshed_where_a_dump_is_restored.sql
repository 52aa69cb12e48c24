-- A dump is restored with row security switched off, and its materialised views are refreshed there as their owners: a query
-- that reads a table with forced row security would be refused. Such a query belongs into a function that sets row_security.
begin;

select plan(2);

select is_empty(
    $$
    select distinct v.oid::regclass, d.refobjid::regclass
    from pg_class as v
    join pg_rewrite as r on r.ev_class = v.oid
    join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
    join pg_class as t on t.oid = d.refobjid and t.relforcerowsecurity
    where v.relkind = 'm'
    $$,
    'no materialised view reads a table with forced row security itself'
);

select is_empty(
    $$
    select v.oid::regclass, p.oid::regprocedure
    from pg_class as v
    join pg_rewrite as r on r.ev_class = v.oid
    join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_proc'::regclass
    join pg_proc as p on p.oid = d.refobjid
    join pg_namespace as n on n.oid = p.pronamespace and n.nspname in ('platform', 'nexus', 'shop', 'learn')
    where v.relkind = 'm' and p.provolatile <> 'i' and 'row_security=on' <> all (coalesce(p.proconfig, '{}'))
    $$,
    'the functions that it calls ask for row security'
);

select * from finish();
rollback;
