begin;
select plan(10);

select set_eq(
    $$
        select "table", kind, persistence, row_security, forced from test.tables('audit')
        where "table" !~ '^log_\d{4}_\d\d$'
    $$,
    $$values
        ('log', 'partitioned table', 'permanent', false, false),
        ('log_default', 'table', 'permanent', false, false),
        ('log_id_seq', 'sequence', 'permanent', false, false),
        ('mask_keys', 'table', 'permanent', false, false),
        ('mask_keys_id_seq', 'sequence', 'permanent', false, false),
        ('seals', 'table', 'permanent', false, false),
        ('watched', 'view', 'permanent', false, false)
    $$,
    'audit has these tables, the partitions of months aside'
);

select results_eq(
    $$select * from test.columns('audit', 'log')$$,
    $$values
        ('id', 'bigint', false, null, 'identity always'),
        ('at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain'),
        ('transaction_id', 'bigint', false, '((pg_current_xact_id())::text)::bigint', 'plain'),
        ('login', 'text', false, 'SESSION_USER', 'plain'),
        ('actor_id', 'text', true, null, 'plain'),
        ('actor_role', 'text', true, null, 'plain'),
        ('request_id', 'text', true, null, 'plain'),
        ('context', 'text', false, null, 'plain'),
        ('table_name', 'text', false, null, 'plain'),
        ('record_id', 'text', true, null, 'plain'),
        ('action', 'text', false, null, 'plain'),
        ('old_values', 'jsonb', true, null, 'plain'),
        ('new_values', 'jsonb', true, null, 'plain')
    $$,
    'log has these columns'
);

select results_eq(
    $$select * from test.columns('audit', 'seals')$$,
    $$values
        ('number', 'bigint', false, null, 'plain'),
        ('base_id', 'bigint', false, null, 'plain'),
        ('to_id', 'bigint', false, null, 'plain'),
        ('to_transaction', 'bigint', true, null, 'plain'),
        ('cluster', 'text', false, null, 'plain'),
        ('row_ids', 'bigint[]', false, null, 'plain'),
        ('row_hashes', 'bytea[]', false, null, 'plain'),
        ('first_at', 'timestamp with time zone', true, null, 'plain'),
        ('last_at', 'timestamp with time zone', true, null, 'plain'),
        ('sealed_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain'),
        ('previous', 'bytea', false, null, 'plain'),
        ('hash', 'bytea', false, null, 'plain')
    $$,
    'seals has these columns'
);

select results_eq(
    $$select * from test.columns('audit', 'mask_keys')$$,
    $$values
        ('id', 'integer', false, null, 'identity always'),
        ('secret', 'bytea', false, null, 'plain'),
        ('created_at', 'timestamp with time zone', false, 'now()', 'plain')
    $$,
    'mask_keys has these columns'
);

select set_eq(
    $$select * from test.constraints('audit') where "table" !~ '_(default|\d{4}_\d\d)$'$$,
    $$values
        ('audit.log', 'log_action_is_known',
         'CHECK ((action = ANY (ARRAY[''insert''::text, ''update''::text, ''delete''::text, ''truncate''::text])))', true),
        ('audit.mask_keys', 'mask_keys_pkey', 'PRIMARY KEY (id)', true),
        ('audit.mask_keys', 'mask_keys_secret_is_long', 'CHECK ((octet_length(secret) >= 32))', true),
        ('audit.seals', 'seals_hash_is_sha256', 'CHECK ((octet_length(hash) = 32))', true),
        ('audit.seals', 'seals_hashes_match_ids', 'CHECK ((cardinality(row_ids) = cardinality(row_hashes)))', true),
        ('audit.seals', 'seals_number_is_positive', 'CHECK ((number > 0))', true),
        ('audit.seals', 'seals_pkey', 'PRIMARY KEY (number)', true)
    $$,
    'audit has these constraints'
);

select set_eq(
    $$select "table", index, definition, valid from test.indexes('audit') where "table" !~ '_(default|\d{4}_\d\d)$'$$,
    $$values
        ('audit.log', 'log_id_transaction_id_idx',
         'CREATE INDEX log_id_transaction_id_idx ON ONLY audit.log USING brin (id, transaction_id) '
         'WITH (autosummarize=''on'')', true),
        ('audit.log', 'log_record_id_table_name_idx',
         'CREATE INDEX log_record_id_table_name_idx ON ONLY audit.log USING btree (record_id, table_name)', true),
        ('audit.mask_keys', 'mask_keys_pkey',
         'CREATE UNIQUE INDEX mask_keys_pkey ON audit.mask_keys USING btree (id)', true),
        ('audit.seals', 'seals_pkey', 'CREATE UNIQUE INDEX seals_pkey ON audit.seals USING btree (number)', true)
    $$,
    'audit has these indexes'
);

select set_eq(
    $$
        select regexp_replace("table", '\d{4}_\d\d$', '<month>') as "table", trigger,
               regexp_replace(definition, 'log_\d{4}_\d\d', 'log_<month>') as definition, enabled
        from test.triggers('audit')
    $$,
    $$
        select t as "table", 'append_only' as trigger,
               format('CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON %s FOR EACH ROW '
                      'EXECUTE FUNCTION audit.refuse_change()', t) as definition, 'always' as enabled
        from unnest(array['audit.log', 'audit.log_default', 'audit.log_<month>', 'audit.seals']) as t
        union all
        select t, 'append_only_truncate',
               format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT '
                      'EXECUTE FUNCTION audit.refuse_change()', t), 'always'
        from unnest(array['audit.log', 'audit.log_default', 'audit.log_<month>', 'audit.seals']) as t
    $$,
    'log, each of its partitions and seals have these triggers, which always fire'
);

select results_eq(
    $$select * from test.functions('audit')$$,
    $$values
        ('audit.as_of(text,text,timestamp with time zone)', 'jsonb', 'sql', 'stable', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('audit.create_partitions(integer)', 'SETOF text', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('audit.history(text,text)', 'SETOF audit.log', 'plpgsql', 'stable', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('audit.mask(jsonb,text[])', 'jsonb', 'plpgsql', 'stable', 'unsafe', false, 'invoker', 'search_path=""'),
        ('audit.new_mask_key()', 'integer', 'sql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('audit.record()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('audit.record_id(extensions.hstore,text[])', 'text', 'sql', 'immutable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('audit.record_truncate()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('audit.refuse_change()', 'trigger', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('audit.row_hash(audit.log)', 'bytea', 'sql', 'stable', 'safe', false, 'invoker', 'names bound at creation'),
        ('audit.seal(integer)', 'bigint', 'plpgsql', 'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('audit.seal_hash(audit.seals)', 'bytea', 'sql', 'stable', 'safe', false, 'invoker', 'names bound at creation'),
        ('audit.time_text(timestamp with time zone)', 'text', 'sql', 'stable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('audit.unwatch(text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('audit.verify(timestamp with time zone,timestamp with time zone)', 'record', 'plpgsql', 'stable', 'unsafe',
         false, 'invoker', 'search_path="", enable_nestloop=off'),
        ('audit.watch(text,text[],text[],text[])', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""')
    $$,
    'audit has these functions, declared like this'
);

select is_empty(
    $$
        select what from test.without_comment('audit') as what
        -- The columns of a partition are those of the log.
        where what !~ '^column audit\.log_(default|\d{4}_\d\d)\.'
    $$,
    'everything in audit says what it is for'
);

select is_empty(
    $$select * from test.granted_to_public('audit')$$,
    'PUBLIC holds no privilege in audit'
);

select * from finish();
rollback;
