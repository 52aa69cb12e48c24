-- passes
-- pg_prove agrees

begin;
select plan(1);
savepoint before;
insert into public.witnesses default values;
rollback to savepoint before;
select is_empty('select * from public.witnesses', 'one');
select * from finish();
rollback;
