begin;
select plan(6);

select results_eq(
    $$select * from test.columns('platform', 'jobs')$$,
    $$values
        ('id', 'bigint', false, null, 'identity always'),
        ('queue', 'text', false, null, 'plain'),
        ('kind', 'text', false, null, 'plain'),
        ('payload', 'jsonb', false, '''{}''::jsonb', 'plain'),
        ('priority', 'smallint', false, '5', 'plain'),
        ('run_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain'),
        ('attempts', 'integer', false, '0', 'plain'),
        ('max_attempts', 'integer', false, '10', 'plain'),
        ('unique_key', 'text', true, null, 'plain'),
        ('worker', 'text', true, null, 'plain'),
        ('leased_until', 'timestamp with time zone', true, null, 'plain'),
        ('last_error', 'text', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain')
    $$,
    'jobs has these columns'
);

select results_eq(
    $$select * from test.columns('platform', 'jobs_archive')$$,
    $$values
        ('id', 'bigint', false, null, 'plain'),
        ('queue', 'text', false, null, 'plain'),
        ('kind', 'text', false, null, 'plain'),
        ('payload', 'jsonb', false, null, 'plain'),
        ('attempts', 'integer', false, null, 'plain'),
        ('unique_key', 'text', true, null, 'plain'),
        ('worker', 'text', true, null, 'plain'),
        ('outcome', 'text', false, null, 'plain'),
        ('result', 'jsonb', true, null, 'plain'),
        ('last_error', 'text', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, null, 'plain'),
        ('finished_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain')
    $$,
    'jobs_archive has these columns'
);

select results_eq(
    $$select * from test.columns('platform', 'runs')$$,
    $$values
        ('job', 'text', false, null, 'plain'),
        ('key', 'text', false, null, 'plain'),
        ('started_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain'),
        ('finished_at', 'timestamp with time zone', true, null, 'plain'),
        ('result', 'jsonb', true, null, 'plain')
    $$,
    'runs has these columns'
);

select results_eq(
    $$select * from test.constraints('platform') where "table" in ('platform.jobs', 'platform.jobs_archive', 'platform.runs')$$,
    $$values
        ('platform.jobs', 'jobs_attempts_are_at_most_max_attempts', 'CHECK ((attempts <= max_attempts))', true),
        ('platform.jobs', 'jobs_attempts_are_not_negative', 'CHECK ((attempts >= 0))', true),
        ('platform.jobs', 'jobs_kind_is_a_name', 'CHECK ((kind ~ ''^[a-z][a-z0-9_.-]{0,62}$''::text))', true),
        ('platform.jobs', 'jobs_max_attempts_is_positive', 'CHECK ((max_attempts > 0))', true),
        ('platform.jobs', 'jobs_payload_is_an_object', 'CHECK ((jsonb_typeof(payload) = ''object''::text))', true),
        ('platform.jobs', 'jobs_pkey', 'PRIMARY KEY (id)', true),
        ('platform.jobs', 'jobs_priority_is_0_to_9', 'CHECK (((priority >= 0) AND (priority <= 9)))', true),
        ('platform.jobs', 'jobs_queue_is_a_name', 'CHECK ((queue ~ ''^[a-z][a-z0-9_.-]{0,62}$''::text))', true),
        ('platform.jobs', 'jobs_running_was_attempted', 'CHECK (((leased_until IS NULL) OR (attempts > 0)))', true),
        ('platform.jobs', 'jobs_unique_key_is_not_blank', 'CHECK ((unique_key ~ ''\S''::text))', true),
        ('platform.jobs', 'jobs_worker_has_a_lease', 'CHECK (((worker IS NULL) = (leased_until IS NULL)))', true),
        ('platform.jobs_archive', 'jobs_archive_failed_says_why',
         'CHECK (((outcome <> ''failed''::text) OR (last_error IS NOT NULL)))', true),
        ('platform.jobs_archive', 'jobs_archive_outcome_is_known',
         'CHECK ((outcome = ANY (ARRAY[''done''::text, ''failed''::text, ''cancelled''::text])))', true),
        ('platform.jobs_archive', 'jobs_archive_pkey', 'PRIMARY KEY (id)', true),
        ('platform.runs', 'runs_job_is_a_name', 'CHECK ((job ~ ''^[a-z][a-z0-9_.-]{0,62}$''::text))', true),
        ('platform.runs', 'runs_key_is_not_blank', 'CHECK ((key ~ ''\S''::text))', true),
        ('platform.runs', 'runs_pkey', 'PRIMARY KEY (job, key)', true)
    $$,
    'they have these constraints, all of them validated'
);

select results_eq(
    $$select * from test.indexes('platform') where "table" in ('platform.jobs', 'platform.jobs_archive', 'platform.runs')$$,
    $$values
        ('platform.jobs', 'jobs_leased_until_idx',
         'CREATE INDEX jobs_leased_until_idx ON platform.jobs USING btree (leased_until) WHERE (leased_until IS NOT NULL)',
         true),
        ('platform.jobs', 'jobs_pkey', 'CREATE UNIQUE INDEX jobs_pkey ON platform.jobs USING btree (id)', true),
        ('platform.jobs', 'jobs_queue_priority_run_at_idx',
         'CREATE INDEX jobs_queue_priority_run_at_idx ON platform.jobs USING btree (queue, priority, run_at, id) WHERE (leased_until IS NULL)',
         true),
        ('platform.jobs', 'jobs_queue_unique_key_key',
         'CREATE UNIQUE INDEX jobs_queue_unique_key_key ON platform.jobs USING btree (queue, unique_key) WHERE (unique_key IS NOT NULL)',
         true),
        ('platform.jobs_archive', 'jobs_archive_finished_at_idx',
         'CREATE INDEX jobs_archive_finished_at_idx ON platform.jobs_archive USING brin (finished_at) WITH (autosummarize=''on'')',
         true),
        ('platform.jobs_archive', 'jobs_archive_pkey',
         'CREATE UNIQUE INDEX jobs_archive_pkey ON platform.jobs_archive USING btree (id)', true),
        ('platform.runs', 'runs_pkey', 'CREATE UNIQUE INDEX runs_pkey ON platform.runs USING btree (job, key)', true)
    $$,
    'they have these indexes, all of them valid'
);

select results_eq(
    $$select * from test.triggers('platform') where "table" in ('platform.jobs', 'platform.jobs_archive', 'platform.runs')$$,
    $$values
        ('platform.runs', 'runs_are_finished_at_commit',
         'CREATE CONSTRAINT TRIGGER runs_are_finished_at_commit AFTER INSERT ON platform.runs DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION platform.refuse_unfinished_run()',
         'origin')
    $$,
    'they have these triggers, all of them enabled'
);

select * from finish();
rollback;
