begin;
select plan(2);

create temporary table raised as
    select distinct code[1] as sqlstate
    from pg_proc as p,
         regexp_matches(p.prosrc, '''(NX[0-9A-Z]{3})''', 'g') as code
    where p.pronamespace = 'nexus'::regnamespace;

select is_empty(
    'select sqlstate from raised except select sqlstate from nexus.errors',
    'every error that a function of nexus raises is listed'
);

select is_empty(
    'select sqlstate from nexus.errors except select sqlstate from raised',
    'every error of nexus that is listed is raised'
);

select * from finish();
rollback;
