-- passes
-- pg_prove agrees

\unset ECHO
\set QUIET 1
\pset format unaligned
\set ON_ERROR_ROLLBACK 1
begin;
select plan(1);
select is(length('
\unset is a command only outside of strings'), 44, 'one');
select * from finish();
rollback;
