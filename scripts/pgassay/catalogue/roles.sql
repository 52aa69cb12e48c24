-- The roles that this database names: owners, grantees, those of policies and default privileges, and the roles
-- that any of these belong to. Roles are the server's, not the database's; predefined ones are left out.
with recursive named as (
    select d.refobjid as oid
    from pg_shdepend d
    where d.refclassid = 'pg_authid'::regclass and d.dbid = (select oid from pg_database where datname = current_database())
    union
    select m.roleid from pg_auth_members m join named n on n.oid = m.member
)
select json_build_array(
    'role',
    array[r.rolname],
    json_build_object(
        'login', r.rolcanlogin,
        'superuser', r.rolsuper,
        'bypass_row_security', r.rolbypassrls,
        'create_database', r.rolcreatedb,
        'create_role', r.rolcreaterole,
        'replication', r.rolreplication,
        'no_inherit', not r.rolinherit,
        'connection_limit', nullif(r.rolconnlimit, -1),
        'valid_until', r.rolvaliduntil::text,
        'settings', r.rolconfig,
        'member_of', array(
            select distinct quote_ident(g.rolname) || concat(
                case when m.admin_option then ' with admin' end,
                case when to_jsonb(m) ->> 'inherit_option' = 'false' and r.rolinherit then ' without inherit' end,
                case when to_jsonb(m) ->> 'set_option' = 'false' then ' without set' end
            )
            from pg_auth_members m
            join pg_roles g on g.oid = m.roleid
            where m.member = r.oid
            order by 1
        ),
        'comment', shobj_description(r.oid, 'pg_authid')
    )
)::text
from pg_roles r
where r.oid in (select oid from named) and r.rolname !~ '^pg_'
