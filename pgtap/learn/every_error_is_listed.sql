begin;
select plan(2);

create temporary table raised as
    select distinct code[1] as sqlstate
    from pg_proc as p, regexp_matches(p.prosrc, '''(LN[0-9A-Z]{3})''', 'g') as code
    where p.pronamespace = 'learn'::regnamespace;

select is_empty(
    'select sqlstate from raised where sqlstate not in (select e.sqlstate from learn.errors as e)',
    'every error that a function of learn raises is listed'
);

select is_empty(
    'select e.sqlstate from learn.errors as e where e.sqlstate not in (select r.sqlstate from raised as r)',
    'every error that is listed is raised'
);

select * from finish();
rollback;
