-- fails 9: the file commits: its rows stay behind
-- pg_prove passes: it does not look at what stays behind

begin;
select plan(1);
insert into public.witnesses default values;
select ok(true, 'one');
select * from finish();
commit;
