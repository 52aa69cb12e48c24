-- depends: nexus-0131-add-session-functions
--
-- The history of a booking is the pupil's, and goes with the booking; it names who did it. Prices and transitions say
-- nothing of people.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

select privacy.describe_table(format('nexus.%I', name)::regclass)
from unnest(array['session_history', 'session_costs', 'session_transitions']) as name;

select privacy.describe_link('nexus.session_history', '{sessionId}', 'nexus."SessionBooking"', '{id}', on_erase => 'delete');
select privacy.describe_link(
    'nexus.session_history', '{actorId}', 'nexus.users', '{id}', on_erase => 'keep', belongs => false
);

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('nexus.session_history', '{id,sessionId}'::text[]),
    ('nexus.session_costs', '{service,credits}'),
    ('nexus.session_transitions', '{oldStatus,newStatus,roles}')
) as plain (relation, names)
cross join lateral unnest(names) as name;

select privacy.describe_column(relation::regclass, name, category, purpose, legal_basis, on_erase)
from (values
    ('nexus.session_history', '{actorId}'::text[], 'identifier', 'to know who did it', 'contract', 'delete'),
    ('nexus.session_history', '{oldStatus,newStatus,at}', 'behaviour', 'to know what became of the lesson', 'contract',
     'delete')
) as personal (relation, names, category, purpose, legal_basis, on_erase)
cross join lateral unnest(names) as name;

select privacy.describe_column(
    relation::regclass, name, 'content', 'to know why it was cancelled', 'contract', 'mask', mentions => true
)
from (values
    ('nexus.session_history', 'reason'),
    ('nexus."SessionBooking"', 'cancellationReason')
) as texts (relation, name);
