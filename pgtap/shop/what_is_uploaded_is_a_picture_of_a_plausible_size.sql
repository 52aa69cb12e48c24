begin;
select plan(50);

select test.shop_upload('up-1'), test.shop_upload('up-2'), test.shop_finalized('up-1');

-- A copy of a complete row with one column changed; a row that breaks nothing is the last of each table.
create function pg_temp.copied(relation text, column_name text, value jsonb) returns void
language plpgsql
as $$
begin
    execute format(
        'insert into shop.%1$I select (jsonb_populate_record(r, $1)).* from shop.%1$I as r limit 1', relation
    ) using jsonb_build_object(
        'id', case relation when 'media_upload_sessions' then 'up-' || gen_random_uuid() else gen_random_uuid()::text end
    ) || case relation
        when 'media_uploaded_assets' then '{"upload_id": "up-2"}'
        when 'media_upload_finalize_idempotency' then '{"idempotency_key": "upload-key-9"}'
        else '{}'
    end::jsonb || jsonb_build_object(column_name, value);
end
$$;

select throws_ok(
    format('select pg_temp.copied(%L, %L, %L)', relation, what, value),
    '23514', format('new row for relation "%s" violates check constraint "%s_%s"', relation, relation, rule),
    format('%s.%s is not %s', relation, what, left(value::text, 40))
)
from (values
    ('media_upload_sessions', 'id', '"up 1"'::jsonb, 'id_is_1_to_64_letters_and_digits'),
    ('media_upload_sessions', 'id', to_jsonb(repeat('a', 65)), 'id_is_1_to_64_letters_and_digits'),
    ('media_upload_sessions', 'filename', '" "', 'filename_is_a_name'),
    ('media_upload_sessions', 'filename', '"../lamp.png"', 'filename_is_a_name'),
    ('media_upload_sessions', 'filename', '"c:\\lamp.png"', 'filename_is_a_name'),
    ('media_upload_sessions', 'filename', to_jsonb(repeat('a', 256)), 'filename_is_a_name'),
    ('media_upload_sessions', 'mime_type', '"text/html"', 'mime_type_is_of_a_picture'),
    ('media_upload_sessions', 'mime_type', to_jsonb('image/' || repeat('a', 59)), 'mime_type_is_of_a_picture'),
    ('media_upload_sessions', 'size_bytes', '0', 'size_bytes_is_positive'),
    ('media_upload_sessions', 'sha256', '"abc"', 'sha256_is_lower_case_hex'),
    ('media_upload_sessions', 'sha256', to_jsonb(repeat('A', 64)), 'sha256_is_lower_case_hex'),
    ('media_upload_sessions', 'upload_url', '"http://upload.example/1"', 'upload_url_is_https'),
    ('media_upload_sessions', 'expires_at', '"1999-09-09"', 'expire_after_they_were_opened'),
    ('media_upload_sessions', 'finalized_at', '"9999-09-09"', 'are_finalized_before_they_expire'),
    ('media_uploaded_assets', 'provider_asset_id', '" "', 'provider_asset_id_is_1_to_128_characters'),
    ('media_uploaded_assets', 'provider_asset_id', to_jsonb(repeat('a', 129)), 'provider_asset_id_is_1_to_128_characters'),
    ('media_uploaded_assets', 'url', '"http://pictures.example/1"', 'url_is_https'),
    ('media_uploaded_assets', 'mime_type', '"text/html"', 'mime_type_is_of_a_picture'),
    ('media_uploaded_assets', 'mime_type', to_jsonb('image/' || repeat('a', 59)), 'mime_type_is_of_a_picture'),
    ('media_uploaded_assets', 'size_bytes', '0', 'size_bytes_is_positive'),
    ('media_uploaded_assets', 'width', '0', 'width_is_positive'),
    ('media_uploaded_assets', 'height', '0', 'height_is_positive'),
    ('media_uploaded_assets', 'checksum_sha256', '"abc"', 'checksum_is_lower_case_hex'),
    ('media_upload_finalize_idempotency', 'idempotency_key', '"too short"', 'key_is_10_to_128_characters'),
    ('media_upload_finalize_idempotency', 'idempotency_key', to_jsonb(repeat('a', 129)), 'key_is_10_to_128_characters')
) as refused (relation, what, value, rule);

select throws_ok(
    format('select pg_temp.copied(%L, %L, ''null'')', relation, required),
    '23502',
    format('null value in column "%s" of relation "%s" violates not-null constraint', required, relation),
    format('%s.%s is required', relation, required)
)
from (values
    ('media_upload_sessions', array['filename', 'mime_type', 'size_bytes', 'upload_url', 'expires_at', 'created_at', 'updated_at']),
    ('media_uploaded_assets',
     array['upload_id', 'provider_asset_id', 'url', 'width', 'height', 'asset_created_at', 'created_at']),
    ('media_upload_finalize_idempotency', array['idempotency_key', 'asset_id', 'created_at'])
) as listed (relation, columns)
cross join unnest(columns) as required;

select test.is_restricted(
    format('delete from shop.media_upload_sessions where id = %L', 'up-1'),
    'media_uploaded_assets_upload_id_fkey', 'media_upload_sessions', 'media_uploaded_assets',
    'an upload of which something came stays'
);

select test.is_restricted(
    'delete from shop.media_uploaded_assets',
    'media_upload_finalize_idempotency_upload_id_asset_id_fkey', 'media_uploaded_assets', 'media_upload_finalize_idempotency',
    'and the asset that a key leads to'
);

select test.is_restricted(
    format('update shop.media_upload_sessions set id = %L where id = %L', 'up-9', 'up-1'),
    'media_uploaded_assets_upload_id_fkey', 'media_upload_sessions', 'media_uploaded_assets',
    'such an upload keeps its id'
);

select test.is_restricted(
    'update shop.media_uploaded_assets set id = gen_random_uuid()',
    'media_upload_finalize_idempotency_upload_id_asset_id_fkey', 'media_uploaded_assets', 'media_upload_finalize_idempotency',
    'and such an asset'
);

select throws_ok(
    $$select pg_temp.copied('media_upload_finalize_idempotency', 'upload_id', '"up-0"')$$,
    '23503',
    'insert or update on table "media_upload_finalize_idempotency" violates foreign key constraint "media_upload_finalize_idempotency_upload_id_fkey"',
    'a key is of an upload that was announced'
);

select throws_ok(
    $$select pg_temp.copied('media_uploaded_assets', 'upload_id', '"up-0"')$$,
    '23503',
    'insert or update on table "media_uploaded_assets" violates foreign key constraint "media_uploaded_assets_upload_id_fkey"',
    'an asset came in an upload that was announced'
);

select lives_ok(
    $$select pg_temp.copied('media_uploaded_assets', 'created_at', to_jsonb(now()))$$,
    'what breaks no rule is taken: of an asset'
);

select lives_ok(
    format('select pg_temp.copied(%L, ''created_at'', %L)', 'media_upload_sessions', to_jsonb(now())),
    'and of an upload'
);

select * from finish();
rollback;
