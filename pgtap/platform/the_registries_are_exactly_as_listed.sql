begin;
select plan(5);

select results_eq(
    $$select * from test.columns('platform', 'errors')$$,
    $$values
        ('sqlstate', 'text', false, null, 'plain'),
        ('meaning', 'text', false, null, 'plain'),
        ('remedy', 'text', false, null, 'plain')
    $$,
    'errors has these columns'
);

select results_eq(
    $$select * from test.columns('platform', 'integrity_checks')$$,
    $$values
        ('context', 'text', false, null, 'plain'),
        ('name', 'text', false, null, 'plain'),
        ('meaning', 'text', false, null, 'plain'),
        ('remedy', 'text', false, null, 'plain'),
        ('query', 'text', false, null, 'plain')
    $$,
    'integrity_checks has these columns'
);

select results_eq(
    $$select * from test.columns('platform', 'actor_sources')$$,
    $$values
        ('context', 'text', false, null, 'plain')
    $$,
    'actor_sources has these columns'
);

select results_eq(
    $$select * from test.constraints('platform') where "table" in ('platform.errors', 'platform.integrity_checks', 'platform.actor_sources')$$,
    $$values
        ('platform.actor_sources', 'actor_sources_pkey', 'PRIMARY KEY (context)', true),
        ('platform.errors', 'errors_meaning_is_not_blank', 'CHECK ((meaning ~ ''\S''::text))', true),
        ('platform.errors', 'errors_pkey', 'PRIMARY KEY (sqlstate)', true),
        ('platform.errors', 'errors_remedy_is_not_blank', 'CHECK ((remedy ~ ''\S''::text))', true),
        ('platform.errors', 'errors_sqlstate_is_of_our_class', 'CHECK ((sqlstate ~ ''^PF[0-9A-Z]{3}$''::text))', true),
        ('platform.integrity_checks', 'integrity_checks_meaning_is_not_blank', 'CHECK ((meaning ~ ''\S''::text))',
         true),
        ('platform.integrity_checks', 'integrity_checks_name_is_a_name',
         'CHECK ((name ~ ''^[a-z][a-z0-9_]*$''::text))', true),
        ('platform.integrity_checks', 'integrity_checks_pkey', 'PRIMARY KEY (context, name)', true),
        ('platform.integrity_checks', 'integrity_checks_remedy_is_not_blank', 'CHECK ((remedy ~ ''\S''::text))', true)
    $$,
    'they have these constraints'
);

select results_eq(
    $$select * from test.indexes('platform') where "table" in ('platform.errors', 'platform.integrity_checks', 'platform.actor_sources')$$,
    $$values
        ('platform.actor_sources', 'actor_sources_pkey',
         'CREATE UNIQUE INDEX actor_sources_pkey ON platform.actor_sources USING btree (context)', true),
        ('platform.errors', 'errors_pkey', 'CREATE UNIQUE INDEX errors_pkey ON platform.errors USING btree (sqlstate)',
         true),
        ('platform.integrity_checks', 'integrity_checks_pkey',
         'CREATE UNIQUE INDEX integrity_checks_pkey ON platform.integrity_checks USING btree (context, name)', true)
    $$,
    'they have these indexes, all of them valid'
);

select * from finish();
rollback;
