-- Subscriptions of this database; only a superuser may read where they connect to. The reader
-- leaves the password out.
select json_build_array(
    'subscription',
    array[s.subname],
    json_build_object(
        'connection', s.subconninfo,
        'enabled', s.subenabled,
        'slot', s.subslotname,
        'publications', array(select unnest(s.subpublications) order by 1),
        'synchronous_commit', s.subsynccommit,
        'binary', s.subbinary,
        'streaming', to_jsonb(s) ->> 'substream',
        'two_phase', s.subtwophasestate <> 'd',
        'disable_on_error', s.subdisableonerr,
        'origin', to_jsonb(s) ->> 'suborigin',
        'password_not_required', to_jsonb(s) ->> 'subpasswordrequired' = 'false',
        'run_as_owner', to_jsonb(s) ->> 'subrunasowner' = 'true',
        'failover', to_jsonb(s) ->> 'subfailover' = 'true',
        'owner', pg_get_userbyid(s.subowner),
        'comment', obj_description(s.oid, 'pg_subscription')
    )
)::text
from pg_subscription s
where s.subdbid = (select oid from pg_database where datname = current_database())
