begin;
select plan(4);

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
        ('platform.integrity_checks', 'DELETE, INSERT, SELECT', 'owner'),
        ('platform.declare_check(text,text,text,text,text)', 'EXECUTE', 'owner'),
        ('platform.withdraw_check(text,text)', 'EXECUTE', 'owner'),
        ('platform.run_check(text,text)', 'EXECUTE', 'owner'),
        ('platform.actor_sources', 'DELETE, INSERT, SELECT', 'owner'),
        ('platform.declare_actors(text)', 'EXECUTE', 'owner'),
        ('platform.answer_once(text,text,jsonb)', 'EXECUTE', 'app, owner'),
        ('platform.begin_once(text,text,jsonb,interval,boolean)', 'EXECUTE', 'app, owner'),
        ('platform.cancel_job(bigint,text)', 'EXECUTE', 'app, owner'),
        ('platform.claim_jobs(text,text,integer,interval)', 'EXECUTE', 'app, owner'),
        ('platform.enqueue_job(text,text,jsonb,timestamp with time zone,integer,integer,text)', 'EXECUTE', 'app, owner'),
        ('platform.errors', 'SELECT', 'app, auditor, owner, readonly, user'),
        ('platform.fail_job(bigint,integer,text,boolean)', 'EXECUTE', 'app, owner'),
        ('platform.finish_job(bigint,integer,jsonb)', 'EXECUTE', 'app, owner'),
        ('platform.finish_run(text,text,jsonb)', 'EXECUTE', 'app, owner'),
        ('platform.heartbeat_job(bigint,integer,interval)', 'EXECUTE', 'app, owner'),
        ('platform.rescue_jobs(integer)', 'EXECUTE', 'app, owner'),
        ('platform.run_once(text,text)', 'EXECUTE', 'app, owner'),
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

select set_eq(
    $$select * from pg_temp.kinds('privacy')$$,
    $$values
        ('schema privacy', 'USAGE', 'app, owner'),
        ('privacy.blind_index(text,text)', 'EXECUTE', 'app'),
        ('privacy.decrypt(privacy.ciphertext)', 'EXECUTE', 'app'),
        ('privacy.describe_column(regclass,text,text,text,text,text,text,boolean,boolean)', 'EXECUTE', 'owner'),
        ('privacy.describe_link(regclass,text[],regclass,text[],text,boolean)', 'EXECUTE', 'owner'),
        ('privacy.describe_person(text,regclass,text,text)', 'EXECUTE', 'owner'),
        ('privacy.describe_table(regclass,interval,text)', 'EXECUTE', 'owner'),
        ('privacy.encrypt(text,text)', 'EXECUTE', 'app'),
        ('privacy.key_id(privacy.ciphertext)', 'EXECUTE', 'app'),
        ('privacy.normal_email(text)', 'EXECUTE', 'app'),
        ('privacy.normal_phone(text)', 'EXECUTE', 'app'),
        ('privacy.open_request(text,text)', 'EXECUTE', 'app'),
        ('privacy.undescribe_column(regclass,text)', 'EXECUTE', 'owner'),
        ('privacy.undescribe_table(regclass)', 'EXECUTE', 'owner'),
        ('privacy.use_blind_index_key(text)', 'EXECUTE', 'app'),
        ('privacy.use_key(text,text,boolean)', 'EXECUTE', 'app')
    $$,
    'in privacy applications encrypt and enter requests, owners of contexts describe; nobody is granted to '
    'export, erase, purge or rotate'
);

-- What is around the schemas: the database, the schema that the server makes, the one of the extensions.
select set_eq(
    $$
        select o.object, a.privilege_type, coalesce(r.rolname, 'PUBLIC')
        from (
            select 'database' as object, d.datdba as owner, coalesce(d.datacl, acldefault('d', d.datdba)) as acl
            from pg_database as d
            where d.datname = current_database()
            union all
            select 'schema ' || n.nspname, n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner))
            from pg_namespace as n
            where n.nspname in ('public', 'extensions')
        ) as o
        cross join aclexplode(o.acl) as a
        left join pg_roles as r on r.oid = a.grantee
        where a.grantee <> o.owner
    $$,
    $$
        values
            ('database', 'CONNECT', 'PUBLIC'),
            ('database', 'TEMPORARY', 'PUBLIC'),
            ('schema public', 'USAGE', 'PUBLIC'),
            ('schema extensions', 'USAGE', 'platform_owner')
        union all
        select 'schema extensions', 'USAGE', format('%s_%s', context, kind)
        from unnest(array['nexus', 'shop', 'learn']) as context
        cross join unnest(array['owner', 'app', 'user', 'readonly']) as kind
    $$,
    'who connects makes temporary tables and finds schema public, ours find the extensions, and only its owner makes schemas'
);

select * from finish();
rollback;
