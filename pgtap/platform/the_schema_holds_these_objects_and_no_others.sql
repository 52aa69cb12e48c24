begin;
select plan(6);

select results_eq(
    $$select * from test.tables('platform')$$,
    $$values
        ('actor_sources', 'table', 'permanent', false, false),
        ('errors', 'table', 'permanent', false, false),
        ('idempotency_keys', 'table', 'permanent', false, false),
        ('integrity_checks', 'table', 'permanent', false, false),
        ('jobs', 'table', 'permanent', false, false),
        ('jobs_archive', 'table', 'permanent', false, false),
        ('jobs_id_seq', 'sequence', 'permanent', false, false),
        ('runs', 'table', 'permanent', false, false)
    $$,
    'platform has these tables and sequences, permanent ones, and no view'
);

select is_empty(
    $$
        select typname::text from pg_type
        where typnamespace = 'platform'::regnamespace and typrelid = 0 and typelem = 0
    $$,
    'platform has no type but those of its tables'
);

select results_eq(
    $$select * from test.functions('platform')$$,
    $$values
        ('platform."set_updatedAt"()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('platform.act_as(text,text)', null, 'plpgsql', 'volatile', 'unsafe', false, 'invoker', null),
        ('platform.actor_id()', 'text', 'sql', 'stable', 'safe', false, 'invoker', 'names bound at creation'),
        ('platform.actor_role()', 'text', 'sql', 'stable', 'safe', false, 'invoker', 'names bound at creation'),
        ('platform.answer_once(text,text,jsonb)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('platform.begin_once(text,text,jsonb,interval,boolean)', 'record', 'plpgsql', 'volatile', 'unsafe', false,
         'definer', 'search_path=""'),
        ('platform.cancel_job(bigint,text)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('platform.claim_jobs(text,text,integer,interval)', 'SETOF platform.jobs', 'plpgsql', 'volatile', 'unsafe',
         false, 'definer', 'search_path=""'),
        ('platform.declare_actors(text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('platform.declare_check(text,text,text,text,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('platform.enqueue_job(text,text,jsonb,timestamp with time zone,integer,integer,text)', 'record', 'plpgsql',
         'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('platform.fail_job(bigint,integer,text,boolean)', 'timestamp with time zone', 'plpgsql', 'volatile', 'unsafe',
         false, 'definer', 'search_path=""'),
        ('platform.finish_job(bigint,integer,jsonb)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('platform.finish_run(text,text,jsonb)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('platform.give_up_job(platform.jobs,text,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('platform.heartbeat_job(bigint,integer,interval)', 'timestamp with time zone', 'plpgsql', 'volatile',
         'unsafe', false, 'definer', 'search_path=""'),
        ('platform.is_actor(text,text)', 'boolean', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('platform.new_text_id()', 'text', 'sql', 'volatile', 'safe', false, 'invoker', 'names bound at creation'),
        ('platform.new_uuid()', 'uuid', 'sql', 'volatile', 'safe', false, 'invoker', 'names bound at creation'),
        ('platform.refuse_lease(bigint,integer)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('platform.refuse_unanswered_key()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('platform.refuse_unfinished_run()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('platform.request_id()', 'text', 'sql', 'stable', 'safe', false, 'invoker', 'names bound at creation'),
        ('platform.rescue_jobs(integer)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('platform.retry_delay(integer,interval,interval)', 'interval', 'sql', 'volatile', 'restricted', false,
         'invoker', 'names bound at creation'),
        ('platform.run_check(text,text)', 'TABLE(record text, problem text)', 'plpgsql', 'stable', 'unsafe', false,
         'invoker', 'search_path=""'),
        ('platform.run_once(text,text)', 'text', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('platform.set_updated_at()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('platform.withdraw_check(text,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""')
    $$,
    'platform has these functions, declared like this'
);

select is_empty(
    $$select * from test.without_comment('platform')$$,
    'everything in platform says what it is for'
);

select isnt(
    obj_description('extensions'::regnamespace, 'pg_namespace'), null,
    'schema extensions says what it is for'
);

select is_empty(
    $$
        select c.oid::regclass::text from pg_class as c
        where c.relnamespace = 'extensions'::regnamespace
          and not exists (select from pg_depend as d where d.objid = c.oid and d.deptype = 'e')
          and c.relkind not in ('i', 'I', 't')
        union all
        select p.oid::regprocedure::text from pg_proc as p
        where p.pronamespace = 'extensions'::regnamespace
          and not exists (select from pg_depend as d where d.objid = p.oid and d.deptype = 'e')
    $$,
    'schema extensions holds nothing but extensions'
);

select * from finish();
rollback;
