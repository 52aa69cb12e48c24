-- passes
-- pg_prove agrees

begin;
select plan(1);
set role pg_monitor;
set work_mem = '3MB';
set app.current_user_id = 'somebody';
create temp table left_behind();
prepare left_behind as select 1;
declare left_behind cursor with hold for select 1;
listen left_behind;
select pg_advisory_lock(42);
select ok(true, 'one');
select * from finish();
rollback;
set role pg_monitor;
set search_path = pg_catalog;
set work_mem = '3MB';
set app.current_user_id = 'somebody';
