-- fails 9: rows after COPY FROM STDIN are understood by psql only
-- pg_prove passes: it runs psql, which sends the rows apart

begin;
select plan(1);
create temp table fed(id int);
copy fed from stdin;
7
\.
select ok(exists (select from fed where id = 7), 'one');
select * from finish();
rollback;
