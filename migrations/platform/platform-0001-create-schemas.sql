-- Two schemas that every context stands on. `platform` holds what nexus, shop and learn may all use: ids,
-- the clock of changes, the actor. `extensions` holds the objects of extensions, so that a function named
-- by one of them never mixes with ours and a dump of a context shows the context alone.
--
-- A new schema grants nothing to PUBLIC, and here it stays so. Schema public is not ours to change: since
-- PostgreSQL 15 it no longer lets everybody create objects, but a database upgraded from 14 or older keeps
-- the old grant. This migration refuses such a database rather than revoke, because a revocation could not
-- be undone exactly on the servers where there was nothing to revoke.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

do $$
begin
    if exists (
        select from pg_catalog.pg_namespace
        where nspname = 'public' and has_schema_privilege('public', oid, 'create')
    ) then
        raise exception 'everybody may create objects in schema public'
            using errcode = 'object_not_in_prerequisite_state',
                  detail = 'The database was upgraded from PostgreSQL 14 or older, or the privilege was granted.',
                  hint = 'Run as the owner: revoke create on schema public from public; then migrate again.';
    end if;
end
$$;

create schema platform;

comment on schema platform is
    'What every context may use: ids, the clock of changes, the actor. Refers to no context.';

create schema extensions;

comment on schema extensions is
    'Objects of extensions only, apart from ours; installed by migrations, never written to by hand.';
