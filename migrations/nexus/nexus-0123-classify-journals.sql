-- depends: nexus-0122-add-wallet-functions
--
-- Lots and draws are the pupil's, and go with the pupil. The journals' new columns say of nobody more than the entry does.
--
-- The audit log no longer repeats what an entry says: students.credits and credit_wallets.balance follow a journal that is
-- watched, and that keeps the balance before and after each entry itself.
--
-- Share row exclusive on students and credit_wallets for an instant. Rewrites nothing, loses nothing.

set local role nexus_owner;

select privacy.describe_table('nexus.credit_lots');
select privacy.describe_table('nexus.credit_draws');

select privacy.describe_link('nexus.credit_lots', '{studentId}', 'nexus.students', '{id}', on_erase => 'delete');
select privacy.describe_link('nexus.credit_draws', '{entryId}', 'nexus.credit_transactions', '{id}', on_erase => 'delete');
select privacy.describe_link('nexus.credit_lots', '{entryId}', 'nexus.credit_transactions', '{id}', on_erase => 'delete');
select privacy.describe_link('nexus.credit_draws', '{lotId}', 'nexus.credit_lots', '{id}', on_erase => 'delete');

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('nexus.credit_lots', '{id,entryId}'::text[]),
    ('nexus.credit_draws', '{entryId,lotId}'),
    ('nexus.credit_transactions', '{number,reference}'),
    ('nexus.credit_tx', '{number,correctsId}'),
    ('nexus."SessionBooking"', '{rescheduledFromId}')
) as plain (relation, names)
cross join lateral unnest(names) as name;

select privacy.describe_column(relation::regclass, name, category, purpose, legal_basis, on_erase)
from (values
    ('nexus.credit_lots', '{studentId}'::text[], 'identifier', 'to know whose credits they are', 'contract', 'delete'),
    ('nexus.credit_lots', '{granted,remaining,expiresAt}', 'financial', 'to count credits', 'contract', 'delete'),
    ('nexus.credit_draws', '{amount}', 'financial', 'to count credits', 'contract', 'delete'),
    ('nexus.credit_transactions', '{balanceBefore,balanceAfter}', 'financial', 'to count credits', 'contract', 'delete'),
    ('nexus.credit_tx', '{balanceBefore,balanceAfter}', 'financial', 'to keep accounts', 'legal obligation', 'keep')
) as personal (relation, names, category, purpose, legal_basis, on_erase)
cross join lateral unnest(names) as name;

select audit.unwatch('nexus.students');
select audit.watch(
    'nexus.students', ignored_columns => '{updatedAt,freemiumUsage,credits}',
    masked_columns => '{grade,school,birthDate}'
);

select audit.unwatch('nexus.credit_wallets');
select audit.watch('nexus.credit_wallets', ignored_columns => '{updatedAt,balance}');
