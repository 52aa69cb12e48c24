begin;
select plan(6);

select results_eq(
    $$select * from test.tables('privacy')$$,
    $$values
        ('columns', 'table', 'permanent', false, false),
        ('due_requests', 'view', 'permanent', false, false),
        ('holds', 'table', 'permanent', false, false),
        ('holds_id_seq', 'sequence', 'permanent', false, false),
        ('links', 'table', 'permanent', false, false),
        ('people', 'table', 'permanent', false, false),
        ('requests', 'table', 'permanent', false, false),
        ('rotations', 'table', 'permanent', false, false),
        ('rotations_id_seq', 'sequence', 'permanent', false, false),
        ('tables', 'table', 'permanent', false, false)
    $$,
    'privacy has these tables, views and sequences, permanent ones'
);

select set_eq(
    $$
        select typname::text from pg_type
        where typnamespace = 'privacy'::regnamespace and typrelid = 0 and typelem = 0
    $$,
    array['ciphertext'],
    'privacy has one type but those of its tables'
);

select results_eq(
    $$select * from test.functions('privacy')$$,
    $$values
        ('privacy.as_text(text,text,text,text)', 'text', 'sql', 'stable', 'unsafe', false, 'invoker',
         'names bound at creation'),
        ('privacy.begin_purge()', 'uuid', 'sql', 'volatile', 'unsafe', false, 'invoker', 'names bound at creation'),
        ('privacy.belonging(text,text,text,boolean,integer,text,text[])', 'text', 'plpgsql', 'stable', 'unsafe', false,
         'invoker', 'search_path=""'),
        ('privacy.black_out(text,text)', 'text', 'sql', 'immutable', 'safe', false, 'invoker',
         'names bound at creation'),
        ('privacy.blind_index(text,text)', 'bytea', 'plpgsql', 'stable', 'unsafe', false, 'definer', 'search_path=""'),
        ('privacy.changes(text,text,text[])', 'record', 'sql', 'stable', 'unsafe', false, 'invoker',
         'names bound at creation'),
        ('privacy.checked_key(text,text)', 'text', 'plpgsql', 'stable', 'unsafe', false, 'invoker', 'search_path=""'),
        ('privacy.close_request(text,text,text,text[],jsonb)', 'void', 'plpgsql', 'volatile', 'unsafe', false,
         'invoker', 'search_path=""'),
        ('privacy.decrypt(privacy.ciphertext)', 'text', 'plpgsql', 'stable', 'unsafe', false, 'definer',
         'search_path=""'),
        ('privacy.describe_column(regclass,text,text,text,text,text,text,boolean,boolean)', 'void', 'plpgsql',
         'volatile', 'unsafe', false, 'definer', 'search_path=""'),
        ('privacy.describe_link(regclass,text[],regclass,text[],text,boolean)', 'void', 'plpgsql', 'volatile',
         'unsafe', false, 'definer', 'search_path=""'),
        ('privacy.describe_person(text,regclass,text,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('privacy.describe_table(regclass,interval,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('privacy.encrypt(text,text)', 'privacy.ciphertext', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('privacy.encrypted_columns()', 'TABLE(table_schema text, table_name text, column_name text)', 'sql', 'stable',
         'unsafe', false, 'invoker', 'names bound at creation'),
        ('privacy.encryption_key(text)', 'text', 'plpgsql', 'stable', 'unsafe', false, 'invoker', 'search_path=""'),
        ('privacy.erase(text,boolean,boolean)', 'TABLE(relation text, action text, rows bigint)', 'plpgsql',
         'volatile', 'unsafe', false, 'invoker', 'search_path="", row_security=off'),
        ('privacy.export(text)', 'jsonb', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path="", row_security=off'),
        ('privacy.gaps()', 'TABLE(relation text, column_name text, gap text)', 'sql', 'stable', 'unsafe', false,
         'invoker', 'search_path=""'),
        ('privacy.is_text(regtype)', 'boolean', 'sql', 'stable', 'unsafe', true, 'invoker', 'names bound at creation'),
        ('privacy.kept_children(text,text)', 'text', 'sql', 'stable', 'unsafe', false, 'invoker',
         'names bound at creation'),
        ('privacy.key_id(privacy.ciphertext)', 'text', 'sql', 'immutable', 'safe', true, 'invoker',
         'names bound at creation'),
        ('privacy.key_usage()',
         'TABLE(table_schema text, table_name text, column_name text, key_id text, "values" bigint)', 'plpgsql',
         'stable', 'unsafe', false, 'invoker', 'search_path="", row_security=off'),
        ('privacy.locate(text)', 'record', 'plpgsql', 'stable', 'unsafe', false, 'invoker',
         'search_path="", row_security=off'),
        ('privacy.name_of(regclass)', 'record', 'sql', 'stable', 'unsafe', true, 'invoker', 'names bound at creation'),
        ('privacy.normal_email(text)', 'text', 'plpgsql', 'immutable', 'safe', true, 'invoker', 'search_path=""'),
        ('privacy.normal_phone(text)', 'text', 'plpgsql', 'immutable', 'safe', true, 'invoker', 'search_path=""'),
        ('privacy.open_request(text,text)', 'uuid', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('privacy.paired(privacy.links,text,text)', 'record', 'sql', 'stable', 'unsafe', false, 'invoker',
         'names bound at creation'),
        ('privacy.pattern_of(text[])', 'text', 'sql', 'immutable', 'safe', false, 'invoker', 'names bound at creation'),
        ('privacy.place_hold(text,text)', 'bigint', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('privacy.purge(boolean,integer,regclass,uuid)', 'TABLE(relation text, rows bigint, held bigint)', 'plpgsql',
         'volatile', 'unsafe', false, 'invoker', 'search_path="", row_security=off'),
        ('privacy.refuse_request(uuid,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('privacy.release_hold(bigint)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker', 'search_path=""'),
        ('privacy.require_columns(regclass,text[])', 'void', 'plpgsql', 'stable', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('privacy.rotate_batch(text,integer)', 'record', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path="", row_security=off'),
        ('privacy.scan(text[],text)', 'TABLE(relation text, column_name text, rows bigint)', 'plpgsql', 'stable',
         'unsafe', false, 'invoker', 'search_path="", row_security=off'),
        ('privacy.steps(text)', 'TABLE(table_schema text, table_name text, distance integer, belongs boolean)', 'sql',
         'stable', 'unsafe', false, 'invoker', 'names bound at creation'),
        ('privacy.type_of(text,text,text)', 'text', 'sql', 'stable', 'unsafe', false, 'invoker',
         'names bound at creation'),
        ('privacy.undescribe_column(regclass,text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('privacy.undescribe_table(regclass)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'definer',
         'search_path=""'),
        ('privacy.use_blind_index_key(text)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('privacy.use_key(text,text,boolean)', 'void', 'plpgsql', 'volatile', 'unsafe', false, 'invoker',
         'search_path=""'),
        ('privacy.words_of(text,text)', 'text[]', 'plpgsql', 'stable', 'unsafe', false, 'invoker',
         'search_path="", row_security=off')
    $$,
    'privacy has these functions, declared like this'
);

select is_empty(
    $$select * from test.without_comment('privacy')$$,
    'everything in privacy says what it is for'
);

select is_empty(
    $$select * from test.granted_to_public('privacy')$$,
    'PUBLIC holds no privilege in privacy'
);

select is(
    (select reloptions from pg_class where oid = 'privacy.due_requests'::regclass), array['security_invoker=true'],
    'the view shows nobody more than its tables do'
);

select * from finish();
rollback;
