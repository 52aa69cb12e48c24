begin;
select plan(2);

-- Role × object × command. Contexts are treated alike, so the list names the kinds of their roles.
create function pg_temp.kinds(in_schema text)
returns table (object text, privileges text, roles text)
language sql
as $$
    select p.object, p.privileges, string_agg(distinct p.kind, ', ')
    from (
        select regexp_replace(object, 'log_\d{4}_\d\d', 'log_<month>') as object, privileges,
               regexp_replace(role, '^(nexus|shop|learn)_', '') as kind,
               -- Three contexts have a privilege, or none.
               count(*) over (partition by object, privileges, regexp_replace(role, '^(nexus|shop|learn)_', '')) as n
        from test.privileges(in_schema)
    ) as p
    where n = case when kind in ('owner', 'app', 'user', 'readonly') then 3 else 1 end
    group by p.object, p.privileges
    union all
    select object, privileges, role from test.privileges(in_schema) as one
    where role ~ '^(nexus|shop|learn)_'
      and (select count(*) from test.privileges(in_schema) as three
           where three.object = one.object and three.privileges = one.privileges
             and three.role ~ ('^(nexus|shop|learn)_' || split_part(one.role, '_', 2) || '$')) <> 3
$$;

select set_eq(
    $$select * from pg_temp.kinds('platform')$$,
    $$values
        ('schema platform', 'USAGE', 'app, auditor, owner, readonly, user'),
        ('platform.act_as(text,text)', 'EXECUTE', 'app, owner, user'),
        ('platform.actor_id()', 'EXECUTE', 'app, owner, readonly, user'),
        ('platform.actor_role()', 'EXECUTE', 'app, owner, readonly, user'),
        ('platform.actor_sources', 'DELETE, INSERT, SELECT', 'owner'),
        ('platform.declare_actors(text)', 'EXECUTE', 'owner'),
        ('platform.errors', 'SELECT', 'app, auditor, owner, readonly, user'),
        ('platform.is_actor(text,text)', 'EXECUTE', 'app, owner, user'),
        ('platform.new_text_id()', 'EXECUTE', 'app, owner, user'),
        ('platform.new_uuid()', 'EXECUTE', 'app, owner, user'),
        ('platform.request_id()', 'EXECUTE', 'app, owner, readonly, user'),
        ('platform.set_updated_at()', 'EXECUTE', 'owner'),
        ('platform."set_updatedAt"()', 'EXECUTE', 'owner')
    $$,
    'in platform these roles of every context may do this, and nobody anything else'
);

select set_eq(
    $$select * from pg_temp.kinds('audit')$$,
    $$values
        ('schema audit', 'USAGE', 'auditor, owner'),
        ('audit.as_of(text,text,timestamp with time zone)', 'EXECUTE', 'auditor'),
        ('audit.create_partitions(integer)', 'EXECUTE', 'auditor'),
        ('audit.history(text,text)', 'EXECUTE', 'auditor'),
        ('audit.log', 'SELECT', 'auditor'),
        ('audit.log', 'lacks DELETE, TRUNCATE, UPDATE', 'migrator, platform_owner'),
        ('audit.log_default', 'lacks DELETE, TRUNCATE, UPDATE', 'migrator, platform_owner'),
        ('audit.log_<month>', 'lacks DELETE, TRUNCATE, UPDATE', 'migrator, platform_owner'),
        ('audit.record()', 'EXECUTE', 'owner'),
        ('audit.record_truncate()', 'EXECUTE', 'owner'),
        ('audit.row_hash(audit.log)', 'EXECUTE', 'auditor'),
        ('audit.seal(integer)', 'EXECUTE', 'auditor'),
        ('audit.seal_hash(audit.seals)', 'EXECUTE', 'auditor'),
        ('audit.seals', 'SELECT', 'auditor'),
        ('audit.seals', 'lacks DELETE, TRUNCATE, UPDATE', 'migrator, platform_owner'),
        ('audit.time_text(timestamp with time zone)', 'EXECUTE', 'auditor'),
        ('audit.unwatch(text)', 'EXECUTE', 'owner'),
        ('audit.verify(timestamp with time zone,timestamp with time zone)', 'EXECUTE', 'auditor'),
        ('audit.watch(text,text[],text[],text[])', 'EXECUTE', 'owner'),
        ('audit.watched', 'SELECT', 'auditor, owner')
    $$,
    'in audit the auditor reads and seals, owners of contexts watch, and nobody changes a row, its owner included'
);

select * from finish();
rollback;
