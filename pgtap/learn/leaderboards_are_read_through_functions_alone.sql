begin;
select plan(4);

select is_empty(
    $$
        select format('%s: %s on %s', r.role, p.privilege, c.relname)
        from pg_class as c, unnest('{public,learn_app,learn_user,learn_readonly,auditor}'::text[]) as r (role),
             unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) as p (privilege)
        where c.relnamespace = 'learn'::regnamespace and (c.relkind = 'm' or c.relname = 'standings')
          and has_table_privilege(r.role, c.oid, p.privilege)
    $$,
    'row security does not hold for materialised views, so nobody may do anything with them'
);
select is(
    (select count(*) from pg_class where relnamespace = 'learn'::regnamespace and relkind = 'm'), 7::bigint, 'with any of the seven'
);

set local role learn_user;
select throws_ok(
    'select from learn.mv_user_leaderboard', '42501', 'permission denied for materialized view mv_user_leaderboard',
    'a person reads none'
);
select throws_ok(
    'select learn.places(null, ''GLOBAL_XP'', null, null, null, 5)', '42501', 'permission denied for function places',
    'nor calls what asks for no actor'
);
reset role;

select * from finish();
rollback;
