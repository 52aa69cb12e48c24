-- fails 5: \ir is a command of psql, not SQL
-- pg_prove passes: it runs psql

begin;
\ir plan_comes_last.sql
