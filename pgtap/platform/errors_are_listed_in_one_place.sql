begin;
select plan(2);

-- Both ways a function says its SQLSTATE: errcode = '…' and a constant of its own.
create temporary table raised as
    select distinct (regexp_matches(p.prosrc, 'errcode = ''(PF[0-9A-Z]{3})''', 'g'))[1] as sqlstate
    from pg_proc as p
    join test.linted_schemas() as s on s.oid = p.pronamespace;

select is_empty(
    $$
        select sqlstate from raised
        except select sqlstate from platform.errors
    $$,
    'every SQLSTATE of class PF that a function raises is listed'
);

select is_empty(
    $$select sqlstate from platform.errors except select sqlstate from raised$$,
    'every SQLSTATE that is listed is raised'
);

select * from finish();
rollback;
