begin;
select plan(2);

create temporary table raised as
    select distinct code[1] as sqlstate
    from pg_proc as p,
         regexp_matches(p.prosrc, '''(PF[0-9A-Z]{3})''', 'g') as code
    where p.pronamespace in ('platform'::regnamespace, 'privacy'::regnamespace);

select is_empty(
    'select sqlstate from raised where sqlstate not in (select e.sqlstate from platform.errors as e)',
    'every error that a function of platform or privacy raises is listed'
);

select is_empty(
    $$select sqlstate from platform.errors where sqlstate ~ '^PF[JIEP]' and sqlstate not in (select r.sqlstate from raised as r)$$,
    'every error of jobs, idempotency, encryption and privacy that is listed is raised'
);

select * from finish();
rollback;
