begin;
select plan(10);

select results_eq(
    $$select * from test.columns('privacy', 'tables')$$,
    $$values
        ('table_schema', 'text', false, null, 'plain'),
        ('table_name', 'text', false, null, 'plain'),
        ('retention', 'interval', true, null, 'plain'),
        ('clock_column', 'text', true, null, 'plain')
    $$,
    'tables has these columns'
);

select results_eq(
    $$select * from test.columns('privacy', 'people')$$,
    $$values
        ('kind', 'text', false, null, 'plain'),
        ('table_schema', 'text', false, null, 'plain'),
        ('table_name', 'text', false, null, 'plain'),
        ('key_column', 'text', false, null, 'plain'),
        ('on_erase', 'text', false, null, 'plain')
    $$,
    'people has these columns'
);

select results_eq(
    $$select * from test.columns('privacy', 'links')$$,
    $$values
        ('table_schema', 'text', false, null, 'plain'),
        ('table_name', 'text', false, null, 'plain'),
        ('columns', 'text[]', false, null, 'plain'),
        ('parent_schema', 'text', false, null, 'plain'),
        ('parent_table', 'text', false, null, 'plain'),
        ('parent_columns', 'text[]', false, null, 'plain'),
        ('belongs', 'boolean', false, null, 'plain'),
        ('on_erase', 'text', false, null, 'plain')
    $$,
    'links has these columns'
);

select results_eq(
    $$select * from test.columns('privacy', 'columns')$$,
    $$values
        ('table_schema', 'text', false, null, 'plain'),
        ('table_name', 'text', false, null, 'plain'),
        ('column_name', 'text', false, null, 'plain'),
        ('category', 'text', false, null, 'plain'),
        ('purpose', 'text', true, null, 'plain'),
        ('legal_basis', 'text', true, null, 'plain'),
        ('on_erase', 'text', true, null, 'plain'),
        ('replacement', 'text', true, null, 'plain'),
        ('identifies', 'boolean', false, 'false', 'plain'),
        ('mentions', 'boolean', false, 'false', 'plain')
    $$,
    'columns has these columns'
);

select results_eq(
    $$select * from test.columns('privacy', 'requests')$$,
    $$values
        ('id', 'uuid', false, 'platform.new_uuid()', 'plain'),
        ('action', 'text', false, null, 'plain'),
        ('subject_kind', 'text', true, null, 'plain'),
        ('subject_key', 'text', true, null, 'plain'),
        ('status', 'text', false, '''open''::text', 'plain'),
        ('received_at', 'timestamp with time zone', false, 'now()', 'plain'),
        ('due_at', 'timestamp with time zone', false, '(now() + ''720:00:00''::interval)', 'plain'),
        ('finished_at', 'timestamp with time zone', true, null, 'plain'),
        ('asked_by', 'text', true, 'platform.actor_id()', 'plain'),
        ('database_user', 'text', false, 'SESSION_USER', 'plain'),
        ('counters', 'jsonb', true, null, 'plain'),
        ('reason', 'text', true, null, 'plain'),
        ('notified_at', 'timestamp with time zone', true, null, 'plain')
    $$,
    'requests has these columns'
);

select results_eq(
    $$select * from test.columns('privacy', 'holds')$$,
    $$values
        ('id', 'bigint', false, null, 'identity always'),
        ('subject_kind', 'text', false, null, 'plain'),
        ('subject_key', 'text', true, null, 'plain'),
        ('reason', 'text', false, null, 'plain'),
        ('placed_by', 'text', false, 'SESSION_USER', 'plain'),
        ('placed_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain'),
        ('released_at', 'timestamp with time zone', true, null, 'plain')
    $$,
    'holds has these columns'
);

select results_eq(
    $$select * from test.columns('privacy', 'rotations')$$,
    $$values
        ('id', 'bigint', false, null, 'identity always'),
        ('key_id', 'text', false, null, 'plain'),
        ('table_schema', 'text', false, null, 'plain'),
        ('table_name', 'text', false, null, 'plain'),
        ('column_name', 'text', false, null, 'plain'),
        ('read_up_to', 'tid', false, '''(0,0)''::tid', 'plain'),
        ('rows_done', 'bigint', false, '0', 'plain'),
        ('started_by', 'text', false, 'SESSION_USER', 'plain'),
        ('started_at', 'timestamp with time zone', false, 'clock_timestamp()', 'plain'),
        ('finished_at', 'timestamp with time zone', true, null, 'plain')
    $$,
    'rotations has these columns'
);

select results_eq(
    $$select * from test.constraints('privacy') where "table" in ('privacy.tables', 'privacy.people', 'privacy.links', 'privacy.columns', 'privacy.requests', 'privacy.holds', 'privacy.rotations')$$,
    $$values
        ('privacy.columns', 'columns_category_is_known',
         'CHECK ((category = ANY (ARRAY[''none''::text, ''identifier''::text, ''identity''::text, ''contact''::text, ''credential''::text, ''behaviour''::text, ''content''::text, ''financial''::text, ''special''::text])))',
         true),
        ('privacy.columns', 'columns_legal_basis_is_of_article_6',
         'CHECK ((legal_basis = ANY (ARRAY[''consent''::text, ''contract''::text, ''legal obligation''::text, ''vital interests''::text, ''public task''::text, ''legitimate interests''::text])))',
         true),
        ('privacy.columns', 'columns_none_says_nothing',
         'CHECK (((category <> ''none''::text) OR (NOT (identifies OR mentions))))', true),
        ('privacy.columns', 'columns_on_erase_is_known',
         'CHECK ((on_erase = ANY (ARRAY[''delete''::text, ''anonymise''::text, ''mask''::text, ''keep''::text])))',
         true),
        ('privacy.columns', 'columns_personal_data_say_why',
         'CHECK ((num_nonnulls(purpose, legal_basis, on_erase) =
CASE
    WHEN (category = ''none''::text) THEN 0
    ELSE 3
END))',
         true),
        ('privacy.columns', 'columns_pkey', 'PRIMARY KEY (table_schema, table_name, column_name)', true),
        ('privacy.columns', 'columns_replacement_anonymises',
         'CHECK (((replacement IS NULL) OR (on_erase = ''anonymise''::text)))', true),
        ('privacy.columns', 'columns_table_schema_table_name_fkey',
         'FOREIGN KEY (table_schema, table_name) REFERENCES privacy.tables(table_schema, table_name) ON UPDATE CASCADE ON DELETE CASCADE',
         true),
        ('privacy.holds', 'holds_live_ones_know_their_person',
         'CHECK (((released_at IS NOT NULL) OR (subject_key IS NOT NULL)))', true),
        ('privacy.holds', 'holds_pkey', 'PRIMARY KEY (id)', true),
        ('privacy.holds', 'holds_reason_is_not_blank', 'CHECK ((reason ~ ''\S''::text))', true),
        ('privacy.holds', 'holds_subject_kind_fkey',
         'FOREIGN KEY (subject_kind) REFERENCES privacy.people(kind) ON UPDATE CASCADE ON DELETE RESTRICT', true),
        ('privacy.links', 'links_columns_match',
         'CHECK (((cardinality(columns) > 0) AND (cardinality(columns) = cardinality(parent_columns))))', true),
        ('privacy.links', 'links_naming_rows_are_kept', 'CHECK ((belongs OR (on_erase = ''keep''::text)))', true),
        ('privacy.links', 'links_on_erase_is_known',
         'CHECK ((on_erase = ANY (ARRAY[''delete''::text, ''keep''::text])))', true),
        ('privacy.links', 'links_parent_schema_parent_table_fkey',
         'FOREIGN KEY (parent_schema, parent_table) REFERENCES privacy.tables(table_schema, table_name) ON UPDATE CASCADE ON DELETE CASCADE',
         true),
        ('privacy.links', 'links_pkey', 'PRIMARY KEY (table_schema, table_name, columns, parent_schema, parent_table)',
         true),
        ('privacy.links', 'links_table_schema_table_name_fkey',
         'FOREIGN KEY (table_schema, table_name) REFERENCES privacy.tables(table_schema, table_name) ON UPDATE CASCADE ON DELETE CASCADE',
         true),
        ('privacy.people', 'people_kind_is_a_name', 'CHECK ((kind ~ ''^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$''::text))',
         true),
        ('privacy.people', 'people_on_erase_is_known',
         'CHECK ((on_erase = ANY (ARRAY[''delete''::text, ''keep''::text])))', true),
        ('privacy.people', 'people_pkey', 'PRIMARY KEY (kind)', true),
        ('privacy.people', 'people_table_schema_table_name_fkey',
         'FOREIGN KEY (table_schema, table_name) REFERENCES privacy.tables(table_schema, table_name) ON UPDATE CASCADE ON DELETE CASCADE',
         true),
        ('privacy.requests', 'requests_action_is_known',
         'CHECK ((action = ANY (ARRAY[''export''::text, ''erase''::text, ''purge''::text])))', true),
        ('privacy.requests', 'requests_are_due_within_30_days',
         'CHECK ((due_at <= (received_at + ''720:00:00''::interval)))', true),
        ('privacy.requests', 'requests_done_ones_have_a_receipt',
         'CHECK (((status <> ''done''::text) OR (counters IS NOT NULL)))', true),
        ('privacy.requests', 'requests_erased_persons_are_forgotten',
         'CHECK (((subject_key IS NULL) OR (NOT ((action = ''erase''::text) AND (status = ''done''::text)))))', true),
        ('privacy.requests', 'requests_finished_ones_have_a_time',
         'CHECK (((status = ''open''::text) = (finished_at IS NULL)))', true),
        ('privacy.requests', 'requests_open_ones_know_their_person',
         'CHECK (((status <> ''open''::text) OR ((subject_key IS NULL) = (action = ''purge''::text))))', true),
        ('privacy.requests', 'requests_pkey', 'PRIMARY KEY (id)', true),
        ('privacy.requests', 'requests_refused_ones_say_why',
         'CHECK (((status <> ''refused''::text) OR (reason IS NOT NULL)))', true),
        ('privacy.requests', 'requests_status_is_known',
         'CHECK ((status = ANY (ARRAY[''open''::text, ''done''::text, ''refused''::text])))', true),
        ('privacy.requests', 'requests_subject_is_a_persons',
         'CHECK (((subject_kind IS NULL) = (action = ''purge''::text)))', true),
        ('privacy.rotations', 'rotations_pkey', 'PRIMARY KEY (id)', true),
        ('privacy.rotations', 'rotations_rows_done_is_not_negative', 'CHECK ((rows_done >= 0))', true),
        ('privacy.tables', 'tables_pkey', 'PRIMARY KEY (table_schema, table_name)', true),
        ('privacy.tables', 'tables_retention_has_a_clock', 'CHECK (((retention IS NULL) = (clock_column IS NULL)))',
         true),
        ('privacy.tables', 'tables_retention_is_not_negative', 'CHECK ((retention >= ''00:00:00''::interval))', true)
    $$,
    'they have these constraints, all of them validated'
);

select results_eq(
    $$select * from test.indexes('privacy') where "table" in ('privacy.tables', 'privacy.people', 'privacy.links', 'privacy.columns', 'privacy.requests', 'privacy.holds', 'privacy.rotations')$$,
    $$values
        ('privacy.columns', 'columns_pkey',
         'CREATE UNIQUE INDEX columns_pkey ON privacy.columns USING btree (table_schema, table_name, column_name)',
         true),
        ('privacy.holds', 'holds_pkey', 'CREATE UNIQUE INDEX holds_pkey ON privacy.holds USING btree (id)', true),
        ('privacy.holds', 'holds_subject_kind_subject_key_idx',
         'CREATE INDEX holds_subject_kind_subject_key_idx ON privacy.holds USING btree (subject_kind, subject_key)',
         true),
        ('privacy.links', 'links_parent_schema_parent_table_idx',
         'CREATE INDEX links_parent_schema_parent_table_idx ON privacy.links USING btree (parent_schema, parent_table)',
         true),
        ('privacy.links', 'links_pkey',
         'CREATE UNIQUE INDEX links_pkey ON privacy.links USING btree (table_schema, table_name, columns, parent_schema, parent_table)',
         true),
        ('privacy.people', 'people_pkey', 'CREATE UNIQUE INDEX people_pkey ON privacy.people USING btree (kind)', true),
        ('privacy.people', 'people_table_schema_table_name_idx',
         'CREATE INDEX people_table_schema_table_name_idx ON privacy.people USING btree (table_schema, table_name)',
         true),
        ('privacy.requests', 'requests_due_at_idx',
         'CREATE INDEX requests_due_at_idx ON privacy.requests USING btree (due_at) WHERE (status = ''open''::text)',
         true),
        ('privacy.requests', 'requests_finished_at_idx',
         'CREATE INDEX requests_finished_at_idx ON privacy.requests USING btree (finished_at) WHERE (finished_at IS NOT NULL)',
         true),
        ('privacy.requests', 'requests_open_key',
         'CREATE UNIQUE INDEX requests_open_key ON privacy.requests USING btree (action, subject_kind, subject_key) WHERE ((status = ''open''::text) AND (subject_key IS NOT NULL))',
         true),
        ('privacy.requests', 'requests_pkey', 'CREATE UNIQUE INDEX requests_pkey ON privacy.requests USING btree (id)',
         true),
        ('privacy.requests', 'requests_subject_key_idx',
         'CREATE INDEX requests_subject_key_idx ON privacy.requests USING btree (subject_key) WHERE (subject_key IS NOT NULL)',
         true),
        ('privacy.rotations', 'rotations_open_key',
         'CREATE UNIQUE INDEX rotations_open_key ON privacy.rotations USING btree (key_id, table_schema, table_name, column_name) WHERE (finished_at IS NULL)',
         true),
        ('privacy.rotations', 'rotations_pkey',
         'CREATE UNIQUE INDEX rotations_pkey ON privacy.rotations USING btree (id)', true),
        ('privacy.tables', 'tables_pkey',
         'CREATE UNIQUE INDEX tables_pkey ON privacy.tables USING btree (table_schema, table_name)', true)
    $$,
    'they have these indexes, all of them valid'
);

select results_eq(
    $$select * from test.triggers('privacy') where "table" in ('privacy.tables', 'privacy.people', 'privacy.links', 'privacy.columns', 'privacy.requests', 'privacy.holds', 'privacy.rotations')$$,
    $$values
        ('privacy.holds', 'audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON privacy.holds FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{subject_key,reason}'')',
         'origin'),
        ('privacy.holds', 'audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON privacy.holds FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()',
         'origin'),
        ('privacy.requests', 'audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON privacy.requests FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{}'', ''{subject_key,asked_by,reason}'')',
         'origin'),
        ('privacy.requests', 'audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON privacy.requests FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()',
         'origin'),
        ('privacy.rotations', 'audit_changes',
         'CREATE TRIGGER audit_changes AFTER INSERT OR DELETE OR UPDATE ON privacy.rotations FOR EACH ROW EXECUTE FUNCTION audit.record(''{id}'', ''{read_up_to,rows_done}'', ''{}'')',
         'origin'),
        ('privacy.rotations', 'audit_truncate',
         'CREATE TRIGGER audit_truncate AFTER TRUNCATE ON privacy.rotations FOR EACH STATEMENT EXECUTE FUNCTION audit.record_truncate()',
         'origin')
    $$,
    'they have these triggers, all of them enabled'
);

select * from finish();
rollback;
