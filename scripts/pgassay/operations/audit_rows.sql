-- The rows that belong to one seal, each column as text, nothing computed by functions of the database under suspicion.
select
    l.id,
    pg_catalog.to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    l.transaction_id::text,
    l.login,
    l.actor_id,
    l.actor_role,
    l.request_id,
    l.context,
    l.table_name,
    l.record_id,
    l.action,
    l.old_values::text,
    l.new_values::text
from audit.log as l
where l.id > %(base_id)s
  and l.id <= %(to_id)s
  and (l.transaction_id < %(to_transaction)s::bigint or %(to_transaction)s::bigint is null)
  and (l.transaction_id >= %(since_transaction)s or l.id > %(since_id)s)
order by l.id, l.at
