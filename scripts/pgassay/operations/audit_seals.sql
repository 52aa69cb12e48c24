-- The seals as they are, nothing computed by functions of the database under suspicion.
select
    s.number,
    s.base_id,
    s.to_id,
    s.to_transaction,
    s.cluster,
    s.row_ids,
    s.row_hashes,
    pg_catalog.to_char(s.first_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    pg_catalog.to_char(s.last_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    pg_catalog.to_char(s.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    s.previous,
    s.hash
from audit.seals as s
where s.number > %(after)s
order by s.number
