begin;
select plan(4);

select results_eq(
    $$select * from test.columns('platform', 'idempotency_keys')$$,
    $$values
        ('operation', 'text', false, null, 'plain'),
        ('actor', 'text', false, null, 'plain'),
        ('key', 'text', false, null, 'plain'),
        ('fingerprint', 'bytea', false, null, 'plain'),
        ('answer', 'jsonb', true, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain'),
        ('answered_at', 'timestamp with time zone', true, null, 'plain'),
        ('expires_at', 'timestamp with time zone', false, null, 'plain')
    $$,
    'idempotency_keys has these columns'
);

select results_eq(
    $$select * from test.constraints('platform') where "table" in ('platform.idempotency_keys')$$,
    $$values
        ('platform.idempotency_keys', 'idempotency_keys_answer_has_a_time',
         'CHECK (((answer IS NULL) = (answered_at IS NULL)))', true),
        ('platform.idempotency_keys', 'idempotency_keys_expire_after_they_were_made',
         'CHECK ((expires_at > created_at))', true),
        ('platform.idempotency_keys', 'idempotency_keys_fingerprint_is_sha256',
         'CHECK ((octet_length(fingerprint) = 32))', true),
        ('platform.idempotency_keys', 'idempotency_keys_key_is_8_to_200_characters',
         'CHECK (((length(key) >= 8) AND (length(key) <= 200)))', true),
        ('platform.idempotency_keys', 'idempotency_keys_operation_is_a_name',
         'CHECK ((operation ~ ''^[a-z][a-z0-9_.-]{0,62}$''::text))', true),
        ('platform.idempotency_keys', 'idempotency_keys_pkey', 'PRIMARY KEY (operation, actor, key)', true)
    $$,
    'they have these constraints, all of them validated'
);

select results_eq(
    $$select * from test.indexes('platform') where "table" in ('platform.idempotency_keys')$$,
    $$values
        ('platform.idempotency_keys', 'idempotency_keys_expires_at_idx',
         'CREATE INDEX idempotency_keys_expires_at_idx ON platform.idempotency_keys USING btree (expires_at)', true),
        ('platform.idempotency_keys', 'idempotency_keys_pkey',
         'CREATE UNIQUE INDEX idempotency_keys_pkey ON platform.idempotency_keys USING btree (operation, actor, key)',
         true)
    $$,
    'they have these indexes, all of them valid'
);

select results_eq(
    $$select * from test.triggers('platform') where "table" in ('platform.idempotency_keys')$$,
    $$values
        ('platform.idempotency_keys', 'idempotency_keys_are_answered_at_commit',
         'CREATE CONSTRAINT TRIGGER idempotency_keys_are_answered_at_commit AFTER INSERT ON platform.idempotency_keys DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION platform.refuse_unanswered_key()',
         'origin')
    $$,
    'they have these triggers, all of them enabled'
);

select * from finish();
rollback;
