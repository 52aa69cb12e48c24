-- For tests of the audit log: what it holds about a table, without what differs from run to run.

create function test.logged(of_table text)
returns table (record_id text, action text, old_values jsonb, new_values jsonb)
language sql
stable
set search_path = ''
as $$
    select l.record_id, l.action, l.old_values, l.new_values
    from audit.log as l
    where l.context || '.' || l.table_name = of_table
    order by l.id
$$;

comment on function test.logged(text) is
    'The log of a table, given as schema.table, in order.';

create function test.committed_log_row(record text, in_transaction bigint, made_at timestamptz default '2026-01-15 12:00+00')
returns bigint
language sql
set search_path = ''
as $$
    insert into audit.log (at, transaction_id, login, context, table_name, record_id, action)
    values (made_at, in_transaction, 'tester', 'past', 'things', record, 'delete')
    returning id
$$;

comment on function test.committed_log_row(text, bigint, timestamptz) is
    'A row of the log as if a transaction that ended long ago had written it; small numbers are of such. Returns its id.';
