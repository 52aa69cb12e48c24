-- fails 6: the plan must come before all assertions or after them
-- pg_prove agrees

begin;
select 'ok 1 - before';
select '1..2';
select 'ok 2 - after';
rollback;
