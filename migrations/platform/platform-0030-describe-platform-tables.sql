-- depends: platform-0029-add-purge
--
-- What the platform's own tables may hold of a person. They hold it in passing: a job that mentions an address, an answer
-- that repeats one. Nobody is a person here, so there is no link; erasure finds people in these columns by looking. A
-- context whose persons are actors declares that the keys of an actor belong to them.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

select privacy.describe_table('platform.jobs');
select privacy.describe_table('platform.jobs_archive', '90 days', 'finished_at');
select privacy.describe_table('platform.runs');
select privacy.describe_table('platform.idempotency_keys', '0 days', 'expires_at');
select privacy.describe_table('privacy.requests', '5 years', 'finished_at');
select privacy.describe_table('privacy.holds', '5 years', 'released_at');

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('platform.jobs', '{id,queue,kind,priority,run_at,attempts,max_attempts,worker,leased_until,created_at}'::text[]),
    ('platform.jobs_archive', '{id,queue,kind,attempts,worker,outcome,created_at,finished_at}'),
    ('platform.runs', '{job,key,started_at,finished_at}'),
    ('platform.idempotency_keys', '{operation,key,fingerprint,created_at,answered_at,expires_at}'),
    ('privacy.requests', '{id,action,subject_kind,status,received_at,due_at,finished_at,database_user,counters,notified_at}'),
    ('privacy.holds', '{id,subject_kind,placed_by,placed_at,released_at}')
) as plain (relation, names)
cross join lateral unnest(names) as name;

select privacy.describe_column(relation::regclass, name, 'content', purpose, 'legitimate interests', 'mask', mentions => true)
from (values
    ('platform.jobs', '{payload,last_error}'::text[], 'to carry out the job'),
    ('platform.jobs_archive', '{payload,unique_key,result,last_error}', 'to find out what became of a job'),
    ('platform.runs', '{result}', 'to find out what became of scheduled work'),
    ('platform.idempotency_keys', '{answer}', 'to give a repeated call the same answer'),
    ('privacy.requests', '{asked_by,reason}', 'to prove how a request was answered'),
    ('privacy.holds', '{reason}', 'to prove why an erasure was refused')
) as free (relation, names, purpose)
cross join lateral unnest(names) as name;

-- Two keys that were blacked out would be equal: the key is taken away, and the job may be enqueued again.
select privacy.describe_column(
    'platform.jobs', 'unique_key', 'content', 'to enqueue a job once', 'legitimate interests', 'delete', mentions => true
);

select privacy.describe_column(relation::regclass, name, 'identifier', purpose, legal_basis, 'keep')
from (values
    ('platform.idempotency_keys', 'actor', 'to give an answer to nobody but who asked', 'legitimate interests'),
    ('privacy.requests', 'subject_key', 'to carry out the request', 'legal obligation'),
    ('privacy.holds', 'subject_key', 'to refuse an erasure', 'legal obligation')
) as keys (relation, name, purpose, legal_basis);
