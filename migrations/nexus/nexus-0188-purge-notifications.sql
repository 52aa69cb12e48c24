-- depends: nexus-0187-give-every-badge-its-rule
--
-- Notices that were read are kept for ninety days. The purge removes older ones and writes one row to audit_logs, for every
-- purge, also for one that found nothing. The application knows when a notice was made and whether it was read, not when: so
-- the ninety days are counted from its making. Those that were not read stay.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create function nexus.purge_notifications(older_than interval default '90 days') returns integer
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    purger constant text := nexus.require_role('ADMIN');
    purged integer;
begin
    if older_than is null or older_than < interval '90 days' then
        raise exception 'notices that are % old were to be purged', coalesce(older_than::text, 'NULL')
            using errcode = 'NX006',
                  hint = 'They are kept for 90 days.';
    end if;
    delete from nexus.notifications as n where n.read and n."createdAt" < now() - older_than;
    get diagnostics purged = row_count;
    insert into nexus.audit_logs (actor, action, diff)
    values (purger, 'RGPD_PURGE', jsonb_build_object('notifications', purged, 'olderThan', older_than::text));
    return purged;
end
$$;

comment on function nexus.purge_notifications(interval) is
    'Removes notices that were read and are older than this, and writes one row to audit_logs; how many. For ADMIN. Raises '
    'NX006.';

insert into nexus.errors (sqlstate, meaning, remedy) values
    ('NX006', 'Something was to be purged before its time.', 'Give the time that the hint names, or a longer one.');

grant execute on function nexus.purge_notifications(interval) to nexus_app, nexus_user;
