-- fails 5: an assertion without a description (line 5)
-- pg_prove agrees

begin; select plan(1);
select ok(false);
select * from finish();
rollback;
