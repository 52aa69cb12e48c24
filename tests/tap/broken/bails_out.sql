-- fails 7: bailed out: the seeds are missing
-- pg_prove agrees

begin;
select plan(3);
select ok(true, 'one');
select 'Bail out! the seeds are missing';
select ok(false, 'two');
select * from finish();
rollback;
