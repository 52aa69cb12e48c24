-- depends: platform-0005-add-ids
--
-- Who may be told apart by the database. For each context four group roles that nobody logs in as:
--   <context>_owner      owns the context's objects; becomes active only in a migration, with set local role
--   <context>_app        the trusted server of the application
--   <context>_user       a person, through the application; held by row security to what is theirs
--   <context>_readonly   reports
-- and platform_owner, who owns schema platform, auditor, who reads the audit log and seals it, and migrator, who
-- belongs to every owner. People and servers log in as roles of their own that are members of these.
--
-- Why platform_owner: functions that run with their owner's privileges would otherwise run with those of whoever
-- migrated first, a superuser.
--
-- Roles belong to the cluster, not to the database. So they are made only where they are missing, under a lock on
-- pg_authid that reaches across databases; a migrator who may not take it meets another one's role as a duplicate,
-- which is as good. A role of such a name that is a superuser or bypasses row security is refused: we did not make it.
--
-- A table is closed to others when it is created; a function is not, everybody may execute it. For the owners this
-- default is taken away. It stays for a superuser who creates objects without set role: extensions are created that
-- way, and their operators must stay open to those who see schema extensions.
--
-- Locks pg_authid against changes of roles for the duration of this migration, in the whole cluster; rewrites
-- nothing, loses nothing. The rollback keeps the roles that something else in the cluster depends on.

do $$
declare
    wanted record;
    existing pg_catalog.pg_roles;
begin
    begin
        lock table pg_catalog.pg_authid in share row exclusive mode;
    exception when insufficient_privilege then
        null;
    end;
    for wanted in
        select context || '_' || suffix as name, format(purpose, context) as purpose
        from unnest(array['nexus', 'shop', 'learn']) as context
        cross join (values
            ('owner', 'Owns what schema %s holds; active in migrations only.'),
            ('app', 'The trusted server of %s.'),
            ('user', 'A person who uses %s; sees what row security shows this actor.'),
            ('readonly', 'Reads %s for reports.')
        ) as kinds (suffix, purpose)
        union all
        values
            ('platform_owner', 'Owns what schemas platform and audit hold; active in migrations only.'),
            ('auditor', 'Reads, seals and verifies the audit log.'),
            ('migrator', 'May become the owner of every context, to migrate it.')
    loop
        select * into existing from pg_catalog.pg_roles where rolname = wanted.name;
        if existing.rolsuper or existing.rolbypassrls then
            raise exception 'role % exists and is a superuser or bypasses row security', wanted.name
                using errcode = 'object_not_in_prerequisite_state',
                      hint = format('Rename that role, or run: alter role %I nosuperuser nobypassrls;', wanted.name);
        end if;
        if existing.rolname is null then
            begin
                execute format('create role %I nologin', wanted.name);
                execute format('comment on role %I is %L', wanted.name, wanted.purpose);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
    end loop;
    for wanted in
        select r.rolname as name
        from pg_catalog.pg_roles as r
        where r.rolname in ('nexus_owner', 'shop_owner', 'learn_owner', 'platform_owner')
          and not pg_has_role('migrator', r.oid, 'member')
    loop
        begin
            execute format('grant %I to migrator', wanted.name);
        exception when unique_violation then
            null;
        end;
    end loop;
end
$$;

alter default privileges for role nexus_owner, shop_owner, learn_owner, platform_owner, migrator
    revoke execute on functions from public;

alter schema platform owner to platform_owner;

alter function platform.actor_id() owner to platform_owner;
alter function platform.set_updated_at() owner to platform_owner;
alter function platform."set_updatedAt"() owner to platform_owner;
alter function platform.new_uuid() owner to platform_owner;
alter function platform.new_text_id() owner to platform_owner;

grant usage on schema platform to
    nexus_owner, nexus_app, nexus_user, nexus_readonly,
    shop_owner, shop_app, shop_user, shop_readonly,
    learn_owner, learn_app, learn_user, learn_readonly,
    auditor;

grant usage on schema extensions to
    platform_owner,
    nexus_owner, nexus_app, nexus_user, nexus_readonly,
    shop_owner, shop_app, shop_user, shop_readonly,
    learn_owner, learn_app, learn_user, learn_readonly;

-- Policies call it on behalf of whoever reads.
grant execute on function platform.actor_id() to
    nexus_owner, nexus_app, nexus_user, nexus_readonly,
    shop_owner, shop_app, shop_user, shop_readonly,
    learn_owner, learn_app, learn_user, learn_readonly;

-- Defaults of columns call them on behalf of whoever inserts.
grant execute on function platform.new_uuid(), platform.new_text_id() to
    nexus_owner, nexus_app, nexus_user,
    shop_owner, shop_app, shop_user,
    learn_owner, learn_app, learn_user;

-- Who creates a trigger needs it, who fires the trigger does not.
grant execute on function platform.set_updated_at(), platform."set_updatedAt"() to
    nexus_owner, shop_owner, learn_owner;
