begin;
select plan(36);

-- Role × object × command. Contexts are treated alike, so functions are listed with the kinds of their roles.
select results_eq(
    $$select * from test.privileges('platform', 'schema')$$,
    $$values
        ('auditor', 'schema platform', 'USAGE'),
        ('learn_app', 'schema platform', 'USAGE'),
        ('learn_owner', 'schema platform', 'USAGE'),
        ('learn_readonly', 'schema platform', 'USAGE'),
        ('learn_user', 'schema platform', 'USAGE'),
        ('nexus_app', 'schema platform', 'USAGE'),
        ('nexus_owner', 'schema platform', 'USAGE'),
        ('nexus_readonly', 'schema platform', 'USAGE'),
        ('nexus_user', 'schema platform', 'USAGE'),
        ('shop_app', 'schema platform', 'USAGE'),
        ('shop_owner', 'schema platform', 'USAGE'),
        ('shop_readonly', 'schema platform', 'USAGE'),
        ('shop_user', 'schema platform', 'USAGE')
    $$,
    'every context finds platform'
);

select results_eq(
    $$select * from test.privileges('platform', 'table', 'actor_sources')$$,
    $$values
        ('learn_owner', 'platform.actor_sources', 'DELETE, INSERT, SELECT'),
        ('nexus_owner', 'platform.actor_sources', 'DELETE, INSERT, SELECT'),
        ('shop_owner', 'platform.actor_sources', 'DELETE, INSERT, SELECT')
    $$,
    'with actor_sources these roles may do this, and nobody anything else'
);

select results_eq(
    $$select * from test.privileges('platform', 'table', 'errors')$$,
    $$values
        ('auditor', 'platform.errors', 'SELECT'),
        ('learn_app', 'platform.errors', 'SELECT'),
        ('learn_owner', 'platform.errors', 'SELECT'),
        ('learn_readonly', 'platform.errors', 'SELECT'),
        ('learn_user', 'platform.errors', 'SELECT'),
        ('nexus_app', 'platform.errors', 'SELECT'),
        ('nexus_owner', 'platform.errors', 'SELECT'),
        ('nexus_readonly', 'platform.errors', 'SELECT'),
        ('nexus_user', 'platform.errors', 'SELECT'),
        ('shop_app', 'platform.errors', 'SELECT'),
        ('shop_owner', 'platform.errors', 'SELECT'),
        ('shop_readonly', 'platform.errors', 'SELECT'),
        ('shop_user', 'platform.errors', 'SELECT')
    $$,
    'with errors these roles may do this, and nobody anything else'
);

select is_empty(
    $$select * from test.privileges('platform', 'table', 'idempotency_keys')$$,
    'with idempotency_keys nobody but its owner may do anything'
);

select results_eq(
    $$select * from test.privileges('platform', 'table', 'integrity_checks')$$,
    $$values
        ('learn_owner', 'platform.integrity_checks', 'DELETE, INSERT, SELECT'),
        ('nexus_owner', 'platform.integrity_checks', 'DELETE, INSERT, SELECT'),
        ('shop_owner', 'platform.integrity_checks', 'DELETE, INSERT, SELECT')
    $$,
    'with integrity_checks these roles may do this, and nobody anything else'
);

select is_empty(
    $$select * from test.privileges('platform', 'table', 'jobs')$$,
    'with jobs nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('platform', 'table', 'jobs_archive')$$,
    'with jobs_archive nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('platform', 'table', 'jobs_id_seq')$$,
    'with jobs_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('platform', 'table', 'runs')$$,
    'with runs nobody but its owner may do anything'
);

select set_eq(
    $$select object from test.privileges('platform', 'table')$$,
    array[
        'platform.actor_sources', 'platform.errors', 'platform.integrity_checks'
    ],
    'with no other table, view or sequence of platform may anybody do anything'
);

select results_eq(
    $$select function, test.kinds(roles) from test.callers('platform')$$,
    $$values
        ('platform."set_updatedAt"()', 'owner'),
        ('platform.act_as(text,text)', 'app, owner, user'),
        ('platform.actor_id()', 'app, owner, readonly, user'),
        ('platform.actor_role()', 'app, owner, readonly, user'),
        ('platform.answer_once(text,text,jsonb)', 'app, owner'),
        ('platform.begin_once(text,text,jsonb,interval,boolean)', 'app, owner'),
        ('platform.cancel_job(bigint,text)', 'app, owner'),
        ('platform.claim_jobs(text,text,integer,interval)', 'app, owner'),
        ('platform.declare_actors(text)', 'owner'),
        ('platform.declare_check(text,text,text,text,text)', 'owner'),
        ('platform.enqueue_job(text,text,jsonb,timestamp with time zone,integer,integer,text)', 'app, owner'),
        ('platform.fail_job(bigint,integer,text,boolean)', 'app, owner'),
        ('platform.finish_job(bigint,integer,jsonb)', 'app, owner'),
        ('platform.finish_run(text,text,jsonb)', 'app, owner'),
        ('platform.give_up_job(platform.jobs,text,text)', null),
        ('platform.heartbeat_job(bigint,integer,interval)', 'app, owner'),
        ('platform.is_actor(text,text)', 'app, owner, user'),
        ('platform.new_text_id()', 'app, owner, user'),
        ('platform.new_uuid()', 'app, owner, user'),
        ('platform.refuse_lease(bigint,integer)', null),
        ('platform.refuse_unanswered_key()', null),
        ('platform.refuse_unfinished_run()', null),
        ('platform.request_id()', 'app, owner, readonly, user'),
        ('platform.rescue_jobs(integer)', 'app, owner'),
        ('platform.retry_delay(integer,interval,interval)', null),
        ('platform.run_check(text,text)', 'owner'),
        ('platform.run_once(text,text)', 'app, owner'),
        ('platform.set_updated_at()', 'owner'),
        ('platform.withdraw_check(text,text)', 'owner')
    $$,
    'in platform these roles of every context call these functions, and nobody any other'
);

select results_eq(
    $$select * from test.privileges('audit', 'schema')$$,
    $$values
        ('auditor', 'schema audit', 'USAGE'),
        ('learn_owner', 'schema audit', 'USAGE'),
        ('nexus_owner', 'schema audit', 'USAGE'),
        ('shop_owner', 'schema audit', 'USAGE')
    $$,
    'the auditor and owners of contexts find audit'
);

select results_eq(
    $$select * from test.privileges('audit', 'table', 'log')$$,
    $$values
        ('auditor', 'audit.log', 'SELECT'),
        ('migrator', 'audit.log', 'lacks DELETE, TRUNCATE, UPDATE'),
        ('platform_owner', 'audit.log', 'lacks DELETE, TRUNCATE, UPDATE')
    $$,
    'nobody changes a row of log, its owner included'
);

select results_eq(
    $$select * from test.privileges('audit', 'table', 'log_default')$$,
    $$values
        ('migrator', 'audit.log_default', 'lacks DELETE, TRUNCATE, UPDATE'),
        ('platform_owner', 'audit.log_default', 'lacks DELETE, TRUNCATE, UPDATE')
    $$,
    'nobody changes a row of log_default, its owner included'
);

select is_empty(
    $$select * from test.privileges('audit', 'table', 'log_id_seq')$$,
    'with log_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('audit', 'table', 'mask_keys')$$,
    'with mask_keys nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('audit', 'table', 'mask_keys_id_seq')$$,
    'with mask_keys_id_seq nobody but its owner may do anything'
);

select results_eq(
    $$select * from test.privileges('audit', 'table', 'seals')$$,
    $$values
        ('auditor', 'audit.seals', 'SELECT'),
        ('migrator', 'audit.seals', 'lacks DELETE, TRUNCATE, UPDATE'),
        ('platform_owner', 'audit.seals', 'lacks DELETE, TRUNCATE, UPDATE')
    $$,
    'nobody changes a row of seals, its owner included'
);

select results_eq(
    $$select * from test.privileges('audit', 'table', 'watched')$$,
    $$values
        ('auditor', 'audit.watched', 'SELECT'),
        ('learn_owner', 'audit.watched', 'SELECT'),
        ('nexus_owner', 'audit.watched', 'SELECT'),
        ('shop_owner', 'audit.watched', 'SELECT')
    $$,
    'with watched these roles may do this, and nobody anything else'
);

-- Those of the months.
select set_eq(
    $$select role, privileges from test.privileges('audit', 'table') where object ~ '^audit\.log_\d{4}_\d\d$'$$,
    $$values
        ('migrator', 'lacks DELETE, TRUNCATE, UPDATE'),
        ('platform_owner', 'lacks DELETE, TRUNCATE, UPDATE')
    $$,
    'nor of any partition of log'
);

select set_eq(
    $$select object from test.privileges('audit', 'table') where object !~ '^audit\.log_\d{4}_\d\d$'$$,
    array[
        'audit.log', 'audit.log_default', 'audit.seals', 'audit.watched'
    ],
    'with no other table, view or sequence of audit may anybody do anything'
);

select results_eq(
    $$select function, test.kinds(roles) from test.callers('audit')$$,
    $$values
        ('audit.as_of(text,text,timestamp with time zone)', 'auditor'),
        ('audit.create_partitions(integer)', 'auditor'),
        ('audit.history(text,text)', 'auditor'),
        ('audit.mask(jsonb,text[])', null),
        ('audit.new_mask_key()', null),
        ('audit.record()', 'owner'),
        ('audit.record_id(extensions.hstore,text[])', null),
        ('audit.record_truncate()', 'owner'),
        ('audit.refuse_change()', null),
        ('audit.row_hash(audit.log)', 'auditor'),
        ('audit.seal(integer)', 'auditor'),
        ('audit.seal_hash(audit.seals)', 'auditor'),
        ('audit.time_text(timestamp with time zone)', 'auditor'),
        ('audit.unwatch(text)', 'owner'),
        ('audit.verify(timestamp with time zone,timestamp with time zone)', 'auditor'),
        ('audit.watch(text,text[],text[],text[])', 'owner')
    $$,
    'in audit the auditor reads and seals, owners of contexts watch'
);

select results_eq(
    $$select * from test.privileges('privacy', 'schema')$$,
    $$values
        ('learn_app', 'schema privacy', 'USAGE'),
        ('learn_owner', 'schema privacy', 'USAGE'),
        ('nexus_app', 'schema privacy', 'USAGE'),
        ('nexus_owner', 'schema privacy', 'USAGE'),
        ('shop_app', 'schema privacy', 'USAGE'),
        ('shop_owner', 'schema privacy', 'USAGE')
    $$,
    'applications and owners of contexts find privacy'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table', 'columns')$$,
    'with columns nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table', 'due_requests')$$,
    'with due_requests nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table', 'holds')$$,
    'with holds nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table', 'holds_id_seq')$$,
    'with holds_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table', 'links')$$,
    'with links nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table', 'people')$$,
    'with people nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table', 'requests')$$,
    'with requests nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table', 'rotations')$$,
    'with rotations nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table', 'rotations_id_seq')$$,
    'with rotations_id_seq nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table', 'tables')$$,
    'with tables nobody but its owner may do anything'
);

select is_empty(
    $$select * from test.privileges('privacy', 'table')$$,
    'with no table, view or sequence of privacy may anybody do anything'
);

select results_eq(
    $$select function, test.kinds(roles) from test.callers('privacy')$$,
    $$values
        ('privacy.as_text(text,text,text,text)', null),
        ('privacy.begin_purge()', null),
        ('privacy.belonging(text,text,text,boolean,integer,text,text[])', null),
        ('privacy.black_out(text,text)', null),
        ('privacy.blind_index(text,text)', 'app'),
        ('privacy.changes(text,text,text[])', null),
        ('privacy.checked_key(text,text)', null),
        ('privacy.close_request(text,text,text,text[],jsonb)', null),
        ('privacy.decrypt(privacy.ciphertext)', 'app'),
        ('privacy.describe_column(regclass,text,text,text,text,text,text,boolean,boolean)', 'owner'),
        ('privacy.describe_link(regclass,text[],regclass,text[],text,boolean)', 'owner'),
        ('privacy.describe_person(text,regclass,text,text)', 'owner'),
        ('privacy.describe_table(regclass,interval,text)', 'owner'),
        ('privacy.encrypt(text,text)', 'app'),
        ('privacy.encrypted_columns()', null),
        ('privacy.encryption_key(text)', null),
        ('privacy.erase(text,boolean,boolean)', null),
        ('privacy.export(text)', null),
        ('privacy.gaps()', null),
        ('privacy.is_text(regtype)', null),
        ('privacy.kept_children(text,text)', null),
        ('privacy.key_id(privacy.ciphertext)', 'app'),
        ('privacy.key_usage()', null),
        ('privacy.locate(text)', null),
        ('privacy.name_of(regclass)', null),
        ('privacy.normal_email(text)', 'app'),
        ('privacy.normal_phone(text)', 'app'),
        ('privacy.open_request(text,text)', 'app'),
        ('privacy.paired(privacy.links,text,text)', null),
        ('privacy.pattern_of(text[])', null),
        ('privacy.place_hold(text,text)', null),
        ('privacy.purge(boolean,integer,regclass,uuid)', null),
        ('privacy.refuse_request(uuid,text)', null),
        ('privacy.release_hold(bigint)', null),
        ('privacy.require_columns(regclass,text[])', null),
        ('privacy.rotate_batch(text,integer)', null),
        ('privacy.scan(text[],text)', null),
        ('privacy.steps(text)', null),
        ('privacy.type_of(text,text,text)', null),
        ('privacy.undescribe_column(regclass,text)', 'owner'),
        ('privacy.undescribe_table(regclass)', 'owner'),
        ('privacy.use_blind_index_key(text)', 'app'),
        ('privacy.use_key(text,text,boolean)', 'app'),
        ('privacy.words_of(text,text)', null)
    $$,
    'in privacy applications encrypt and enter requests, owners of contexts describe; nobody is granted to '
    'export, erase, purge or rotate'
);

-- What is around the schemas: the database, the schema that the server makes, the one of the extensions.
select set_eq(
    $$
        select o.object, a.privilege_type, coalesce(r.rolname, 'PUBLIC')
        from (
            select 'database' as object, d.datdba as owner, coalesce(d.datacl, acldefault('d', d.datdba)) as acl
            from pg_database as d
            where d.datname = current_database()
            union all
            select 'schema ' || n.nspname, n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner))
            from pg_namespace as n
            where n.nspname in ('public', 'extensions')
        ) as o
        cross join aclexplode(o.acl) as a
        left join pg_roles as r on r.oid = a.grantee
        where a.grantee <> o.owner
    $$,
    $$
        values
            ('database', 'CONNECT', 'PUBLIC'),
            ('database', 'TEMPORARY', 'PUBLIC'),
            ('schema public', 'USAGE', 'PUBLIC'),
            ('schema extensions', 'USAGE', 'platform_owner')
        union all
        select 'schema extensions', 'USAGE', format('%s_%s', context, kind)
        from unnest(array['nexus', 'shop', 'learn']) as context
        cross join unnest(array['owner', 'app', 'user', 'readonly']) as kind
    $$,
    'who connects makes temporary tables and finds schema public, ours find the extensions, and only its owner makes schemas'
);

select * from finish();
rollback;
