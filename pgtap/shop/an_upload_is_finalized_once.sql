begin;
select plan(20);

select test.shop_upload('up-1'), test.shop_upload('up-2', sha256 => repeat('b', 64)), test.shop_upload('up-3');
select test.shop_upload('up-late', opened_at => '2026-01-01 00:00+00', expires_at => '2026-01-01 01:00+00');

-- As the server, which has no other way to write what is stored.
set local role shop_app;

select lives_ok(
    $$
        insert into shop.media_upload_sessions (id, filename, mime_type, size_bytes, upload_url, expires_at)
        values ('up-4', 'chair.png', 'image/png', 1, 'https://upload.example/up-4', now() + interval '1 hour')
    $$,
    'the server opens an upload'
);

select throws_ok(
    $$update shop.media_upload_sessions set finalized_at = now()$$,
    '42501', 'permission denied for table media_upload_sessions',
    'and does not say itself that it was finalized'
);

reset role;

create temporary table made as select test.shop_finalized('up-1') as asset;

select results_eq(
    $$
        select s.id, a.upload_id, a.provider_asset_id, a.url, a.mime_type, a.size_bytes, a.width, a.height,
               a.checksum_sha256, a.asset_created_at
        from shop.media_upload_sessions as s
        join shop.media_uploaded_assets as a on a.upload_id = s.id
        where s.finalized_at between now() and clock_timestamp()
    $$,
    $$
        values ('up-1', 'up-1', 'asset of up-1', 'https://pictures.example/up-1', 'image/png', 1000, 640, 480,
                repeat('a', 64), timestamptz '2026-01-01 00:00+00')
    $$,
    'what was stored stands with the upload, which is finalized'
);

select is(
    test.shop_finalized('up-1'), (select asset from made),
    'the same key again gets the same asset'
);

select results_eq(
    'select upload_id, idempotency_key, asset_id from shop.media_upload_finalize_idempotency',
    $$select 'up-1', 'upload-key-1', asset from made$$,
    'which is entered once'
);

select throws_ok(
    $$select test.shop_finalized('up-1', 'upload-key-2')$$,
    'SHM02',
    (select format('upload up-1 was finalized at %s, under another key', finalized_at)
     from shop.media_upload_sessions where id = 'up-1'),
    'another key finalizes nothing again'
);

select throws_ok(
    $$select test.shop_finalized('up-0')$$,
    'SHM01', 'there is no upload up-0',
    'what was not announced is not finalized'
);

select throws_ok(
    'select test.shop_finalized(null)',
    'SHM01', 'there is no upload NULL',
    'nor what has no name'
);

select throws_ok(
    $$select test.shop_finalized('up-late')$$,
    'SHM03', format('upload up-late expired at %s', timestamptz '2026-01-01 01:00+00'),
    'what expired is not finalized'
);

select throws_ok(
    $$select test.shop_finalized('up-2')$$,
    'SHM04',
    format('of upload up-2 were announced 1000 bytes of image/png with checksum %s, and stored 1000 bytes of image/png with checksum %s',
           repeat('b', 64), repeat('a', 64)),
    'another checksum than was announced is refused'
);

select throws_ok(
    $$select test.shop_finalized('up-3', size_bytes => 999)$$,
    'SHM04',
    format('of upload up-3 were announced 1000 bytes of image/png with checksum unknown, and stored 999 bytes of image/png with checksum %s',
           repeat('a', 64)),
    'and another size'
);

select throws_ok(
    $$select test.shop_finalized('up-3', mime_type => 'image/gif')$$,
    'SHM04',
    format('of upload up-3 were announced 1000 bytes of image/png with checksum unknown, and stored 1000 bytes of image/gif with checksum %s',
           repeat('a', 64)),
    'and another type'
);

select throws_ok(
    $$select test.shop_finalized('up-3', checksum => null)$$,
    '23502', 'null value in column "checksum_sha256" of relation "media_uploaded_assets" violates not-null constraint',
    'what is stored has a checksum'
);

select lives_ok(
    $$select test.shop_finalized('up-2', checksum => repeat('b', 64))$$,
    'what is as announced is finalized'
);

select is(
    (select count(*) from shop.media_uploaded_assets), 2::bigint,
    'and of what was refused nothing is left'
);

-- Each key and each reference alone.
select throws_ok(
    $$
        insert into shop.media_uploaded_assets
        select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).* from shop.media_uploaded_assets as a
    $$,
    '23505', 'duplicate key value violates unique constraint "media_uploaded_assets_upload_id_key"',
    'an upload has one asset'
);

select throws_ok(
    $$
        insert into shop.media_upload_finalize_idempotency (upload_id, idempotency_key, asset_id)
        select 'up-1', 'upload-key-1', asset from made
    $$,
    '23505',
    'duplicate key value violates unique constraint "media_upload_finalize_idempotency_upload_id_key_key"',
    'and a key once'
);

select throws_ok(
    $$
        insert into shop.media_upload_finalize_idempotency (upload_id, idempotency_key, asset_id)
        select 'up-2', 'upload-key-2', asset from made
    $$,
    '23503',
    'insert or update on table "media_upload_finalize_idempotency" violates foreign key constraint "media_upload_finalize_idempotency_upload_id_asset_id_fkey"',
    'a key leads to the asset of its own upload'
);

update shop.media_upload_sessions set updated_at = '1999-09-09', filename = filename where id = 'up-3';

select is(
    updated_at, now(),
    'updated_at stays while nothing changes, whatever is written to it'
) from shop.media_upload_sessions where id = 'up-3';

select ok(
    updated_at > now(),
    'and followed when it was finalized'
) from shop.media_upload_sessions where id = 'up-1';

select * from finish();
rollback;
