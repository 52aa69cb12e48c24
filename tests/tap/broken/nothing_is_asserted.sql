-- fails 6: there is no plan; 0 assertions ran
-- pg_prove agrees

begin;
select 1;
rollback;
