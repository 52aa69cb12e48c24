-- depends: platform-0030-describe-platform-tables
--
-- Who exported, erased, purged, held or rotated is written to the audit log as well, which is sealed: the tables of
-- privacy can be changed by whoever may change tables, the log not unnoticed. What would tell the person is masked.
--
-- The log itself is described. It holds keys of persons, which cannot be taken out of it and say nothing once the person is
-- erased; clear text that identifies somebody does not belong there, and an erasure that finds some is refused: mask the
-- column with audit.watch(). Its partitions hold what the log holds: a scan takes a partition for its table.
--
-- Share row exclusive on requests, holds and rotations for an instant; rewrites nothing, loses nothing.

set local role platform_owner;

select audit.watch('privacy.requests', masked_columns => '{subject_key,asked_by,reason}');
select audit.watch('privacy.holds', masked_columns => '{subject_key,reason}');
select audit.watch('privacy.rotations', ignored_columns => '{read_up_to,rows_done}');

select privacy.describe_table('audit.log');

select privacy.describe_column('audit.log', name, 'none')
from unnest(array['id', 'at', 'transaction_id', 'login', 'actor_role', 'request_id', 'context', 'table_name', 'action'])
    as name;

select privacy.describe_column(
    'audit.log', name, 'identifier', 'to prove who changed what', 'legitimate interests', 'keep'
)
from unnest(array['actor_id', 'record_id', 'old_values', 'new_values']) as name;
