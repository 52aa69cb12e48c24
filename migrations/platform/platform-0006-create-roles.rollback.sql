-- The roles are dropped unless something depends on them: another database of the cluster, or an object or a
-- privilege that was given to them by hand. Whoever rolls back owns the objects afterwards, as whoever migrated did.

revoke execute on function platform.set_updated_at(), platform."set_updatedAt"() from
    nexus_owner, shop_owner, learn_owner;

revoke execute on function platform.new_uuid(), platform.new_text_id() from
    nexus_owner, nexus_app, nexus_user,
    shop_owner, shop_app, shop_user,
    learn_owner, learn_app, learn_user;

revoke execute on function platform.actor_id() from
    nexus_owner, nexus_app, nexus_user, nexus_readonly,
    shop_owner, shop_app, shop_user, shop_readonly,
    learn_owner, learn_app, learn_user, learn_readonly;

revoke usage on schema extensions from
    platform_owner,
    nexus_owner, nexus_app, nexus_user, nexus_readonly,
    shop_owner, shop_app, shop_user, shop_readonly,
    learn_owner, learn_app, learn_user, learn_readonly;

revoke usage on schema platform from
    nexus_owner, nexus_app, nexus_user, nexus_readonly,
    shop_owner, shop_app, shop_user, shop_readonly,
    learn_owner, learn_app, learn_user, learn_readonly,
    auditor;

alter function platform.new_text_id() owner to current_user;
alter function platform.new_uuid() owner to current_user;
alter function platform."set_updatedAt"() owner to current_user;
alter function platform.set_updated_at() owner to current_user;
alter function platform.actor_id() owner to current_user;

alter schema platform owner to current_user;

alter default privileges for role nexus_owner, shop_owner, learn_owner, platform_owner, migrator
    grant execute on functions to public;

do $$
declare
    name text;
begin
    begin
        lock table pg_catalog.pg_authid in share row exclusive mode;
    exception when insufficient_privilege then
        null;
    end;
    foreach name in array array[
        'migrator', 'auditor', 'platform_owner',
        'nexus_owner', 'nexus_app', 'nexus_user', 'nexus_readonly',
        'shop_owner', 'shop_app', 'shop_user', 'shop_readonly',
        'learn_owner', 'learn_app', 'learn_user', 'learn_readonly'
    ] loop
        begin
            execute format('drop role %I', name);
        exception when dependent_objects_still_exist or undefined_object then
            null;
        end;
    end loop;
end
$$;
