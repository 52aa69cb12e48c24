begin;
select plan(4);

select set_eq(
    $$select role from test.roles()$$,
    $$values
        ('nexus_owner'), ('nexus_app'), ('nexus_user'), ('nexus_readonly'),
        ('shop_owner'), ('shop_app'), ('shop_user'), ('shop_readonly'),
        ('learn_owner'), ('learn_app'), ('learn_user'), ('learn_readonly'),
        ('platform_owner'), ('auditor'), ('migrator')
    $$,
    'these group roles exist'
);

select is_empty(
    $$
        select r.role from test.roles() as r
        join pg_roles as a on a.oid = r.oid
        where a.rolsuper or a.rolbypassrls or a.rolcanlogin or a.rolcreaterole or a.rolcreatedb or a.rolreplication
    $$,
    'none may log in, bypass row security or make roles or databases'
);

select set_eq(
    $$
        select m.role as member, g.rolname::text from pg_auth_members as a
        join test.roles() as m on m.oid = a.member
        join pg_roles as g on g.oid = a.roleid
    $$,
    $$values
        ('migrator', 'nexus_owner'), ('migrator', 'shop_owner'), ('migrator', 'learn_owner'),
        ('migrator', 'platform_owner')
    $$,
    'migrator belongs to every owner, and no other role to another, nor to one of the server''s own'
);

select set_eq(
    $$
        select d.defaclrole::regrole::text, d.defaclnamespace, d.defaclobjtype::text
        from pg_default_acl as d
        where not exists (select from aclexplode(d.defaclacl) as a where a.grantee = 0)
    $$,
    $$values
        ('nexus_owner', 0::oid, 'f'), ('shop_owner', 0, 'f'), ('learn_owner', 0, 'f'),
        ('platform_owner', 0, 'f'), ('migrator', 0, 'f')
    $$,
    'what these roles create, functions included, is closed to PUBLIC'
);

select * from finish();
rollback;
