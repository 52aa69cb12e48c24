begin;
select plan(2);

create temporary table raised as
    select distinct code[1] as sqlstate
    from pg_proc as p,
         regexp_matches(p.prosrc, '''(SH[0-9A-Z]{3})''', 'g') as code
    where p.pronamespace = 'shop'::regnamespace;

select is_empty(
    'select sqlstate from raised except select sqlstate from shop.errors',
    'every error that a function of shop raises is listed'
);

select is_empty(
    'select sqlstate from shop.errors except select sqlstate from raised',
    'every error of shop that is listed is raised'
);

select * from finish();
rollback;
