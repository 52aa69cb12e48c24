-- passes
-- pg_prove agrees

set client_min_messages = warning;
begin isolation level serializable;
select plan(1);
select is(current_setting('transaction_isolation'), 'serializable', 'one');
select * from finish();
rollback;
