-- depends: shop-0068-keep-what-orders-reserve
--
-- Pictures are uploaded to whoever stores them, not through the database; here stands what was announced, what came of it,
-- and under which key it was finalized.
--
-- A session has one asset: a unique key of its upload, which says more than one of the upload and the provider's name
-- together would. The asset is what was announced: same type, same size, same checksum if one was announced. The same key
-- again gets the same asset, also after the session expired; another key is refused. The row of the session is locked
-- meanwhile, so two at the same time are one after the other.
--
-- The trusted server opens sessions and finalizes them; what is stored is written by the function only. Sessions and assets
-- are of goods, not of people.
--
-- Errors: SHM01 there is no such session, SHM02 it was finalized under another key, SHM03 it expired, SHM04 what was stored
-- is not what was announced.
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the sessions and what they say is stored.

set local role shop_owner;

insert into shop.errors (sqlstate, meaning, remedy) values
    ('SHM01', 'There is no such upload.', 'Name a session of media_upload_sessions.'),
    ('SHM02', 'The upload was finalized already.', 'Use the key under which it was, or open another session.'),
    ('SHM03', 'The upload expired.', 'Open another session and upload again.'),
    ('SHM04', 'What was stored is not what was announced.', 'See the message: it has both; open another session.');

create table shop.media_upload_sessions (
    id text not null,
    filename text not null,
    mime_type text not null,
    size_bytes integer not null,
    sha256 text,
    upload_url text not null,
    expires_at timestamptz not null,
    finalized_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint media_upload_sessions_pkey primary key (id),
    constraint media_upload_sessions_id_is_1_to_64_letters_and_digits check (id ~ '^[A-Za-z0-9_-]{1,64}$'),
    constraint media_upload_sessions_filename_is_a_name check (
        length(filename) <= 255 and filename ~ '\S' and filename !~ '[/\\[:cntrl:]]'
    ),
    constraint media_upload_sessions_mime_type_is_of_a_picture check (
        length(mime_type) <= 64 and mime_type ~ '^image/[a-z0-9][a-z0-9.+-]*$'
    ),
    constraint media_upload_sessions_size_bytes_is_positive check (size_bytes > 0),
    constraint media_upload_sessions_sha256_is_lower_case_hex check (sha256 ~ '^[0-9a-f]{64}$'),
    constraint media_upload_sessions_upload_url_is_https check (upload_url ~ '^https://[^\s/]+/'),
    constraint media_upload_sessions_expire_after_they_were_opened check (expires_at > created_at),
    constraint media_upload_sessions_are_finalized_before_they_expire check (finalized_at < expires_at)
);

-- What is cleared away first.
create index media_upload_sessions_expires_at_idx on shop.media_upload_sessions (expires_at);

create trigger set_updated_at
    before update on shop.media_upload_sessions
    for each row execute function platform.set_updated_at();

comment on table shop.media_upload_sessions is
    'Uploads that were announced, each for a time.';
comment on column shop.media_upload_sessions.id is
    'Chosen by the server; it stands in upload_url.';
comment on column shop.media_upload_sessions.filename is
    'What the file is called where it comes from, without its folder.';
comment on column shop.media_upload_sessions.mime_type is
    'What is to come: a kind of picture.';
comment on column shop.media_upload_sessions.size_bytes is
    'How much is to come, in bytes.';
comment on column shop.media_upload_sessions.sha256 is
    'SHA-256 of what is to come, in hexadecimal, if it is known beforehand.';
comment on column shop.media_upload_sessions.upload_url is
    'Where it is uploaded to.';
comment on column shop.media_upload_sessions.expires_at is
    'From then on it is not finalized any more.';
comment on column shop.media_upload_sessions.finalized_at is
    'When it was; NULL as long as nothing came of it.';

create table shop.media_uploaded_assets (
    id uuid not null default gen_random_uuid(),
    upload_id text not null,
    provider_asset_id text not null,
    url text not null,
    mime_type text not null,
    size_bytes integer not null,
    width integer not null,
    height integer not null,
    checksum_sha256 text not null,
    asset_created_at timestamptz not null,
    created_at timestamptz not null default now(),
    constraint media_uploaded_assets_pkey primary key (id),
    constraint media_uploaded_assets_upload_id_key unique (upload_id),
    constraint media_uploaded_assets_upload_id_id_key unique (upload_id, id),
    constraint media_uploaded_assets_upload_id_fkey foreign key (upload_id)
        references shop.media_upload_sessions (id) on delete restrict on update restrict,
    constraint media_uploaded_assets_provider_asset_id_is_1_to_128_characters check (
        length(provider_asset_id) <= 128 and provider_asset_id ~ '\S'
    ),
    constraint media_uploaded_assets_url_is_https check (url ~ '^https://[^\s/]+/'),
    constraint media_uploaded_assets_mime_type_is_of_a_picture check (
        length(mime_type) <= 64 and mime_type ~ '^image/[a-z0-9][a-z0-9.+-]*$'
    ),
    constraint media_uploaded_assets_size_bytes_is_positive check (size_bytes > 0),
    constraint media_uploaded_assets_width_is_positive check (width > 0),
    constraint media_uploaded_assets_height_is_positive check (height > 0),
    constraint media_uploaded_assets_checksum_is_lower_case_hex check (checksum_sha256 ~ '^[0-9a-f]{64}$')
);

comment on table shop.media_uploaded_assets is
    'What came of an upload: a picture that is stored.';
comment on column shop.media_uploaded_assets.upload_id is
    'The session in which it came.';
comment on column shop.media_uploaded_assets.provider_asset_id is
    'What whoever stores it calls it.';
comment on column shop.media_uploaded_assets.url is
    'Where it is.';
comment on column shop.media_uploaded_assets.mime_type is
    'The kind of picture that it is; as announced.';
comment on column shop.media_uploaded_assets.size_bytes is
    'Its size in bytes; as announced.';
comment on column shop.media_uploaded_assets.width is
    'In pixels.';
comment on column shop.media_uploaded_assets.height is
    'In pixels.';
comment on column shop.media_uploaded_assets.checksum_sha256 is
    'SHA-256 of it in hexadecimal; as announced, if that was.';
comment on column shop.media_uploaded_assets.asset_created_at is
    'When it was stored, by the clock of whoever stores it.';

create table shop.media_upload_finalize_idempotency (
    id uuid not null default gen_random_uuid(),
    upload_id text not null,
    idempotency_key text not null,
    asset_id uuid not null,
    created_at timestamptz not null default now(),
    constraint media_upload_finalize_idempotency_pkey primary key (id),
    constraint media_upload_finalize_idempotency_upload_id_key_key unique (upload_id, idempotency_key),
    constraint media_upload_finalize_idempotency_upload_id_fkey foreign key (upload_id)
        references shop.media_upload_sessions (id) on delete restrict on update restrict,
    -- The asset of this upload, and not of another one.
    constraint media_upload_finalize_idempotency_upload_id_asset_id_fkey foreign key (upload_id, asset_id)
        references shop.media_uploaded_assets (upload_id, id) on delete restrict on update restrict,
    constraint media_upload_finalize_idempotency_key_is_10_to_128_characters check (length(idempotency_key) between 10 and 128)
);

create index media_upload_finalize_idempotency_asset_id_upload_id_idx
    on shop.media_upload_finalize_idempotency (asset_id, upload_id);

comment on table shop.media_upload_finalize_idempotency is
    'Under which key an upload was finalized.';
comment on column shop.media_upload_finalize_idempotency.upload_id is
    'The session.';
comment on column shop.media_upload_finalize_idempotency.idempotency_key is
    'Chosen by the caller; the same again is the same asset.';
comment on column shop.media_upload_finalize_idempotency.asset_id is
    'What came of it.';

create function shop.finalize_upload(
    upload text,
    key text,
    provider_asset text,
    url text,
    mime_type text,
    size_bytes integer,
    width integer,
    height integer,
    checksum text,
    stored_at timestamptz
)
    returns shop.media_uploaded_assets
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    announced shop.media_upload_sessions;
    made shop.media_uploaded_assets;
    this_moment timestamptz;
begin
    -- Whoever finalizes it at the same time waits here, and then finds what came of it.
    select * into announced from shop.media_upload_sessions as s where s.id = upload for no key update;
    if not found then
        raise exception 'there is no upload %', coalesce(upload, 'NULL')
            using errcode = 'SHM01',
                  hint = 'Open a session first, and upload to the address that it gives.';
    end if;
    select a.* into made
    from shop.media_upload_finalize_idempotency as i
    join shop.media_uploaded_assets as a on a.id = i.asset_id
    where i.upload_id = upload and i.idempotency_key = key;
    if found then
        return made;
    end if;
    if announced.finalized_at is not null then
        raise exception 'upload % was finalized at %, under another key', upload, announced.finalized_at
            using errcode = 'SHM02',
                  hint = 'Use the key under which it was, or open another session.';
    end if;
    this_moment := clock_timestamp();
    if announced.expires_at <= this_moment then
        raise exception 'upload % expired at %', upload, announced.expires_at
            using errcode = 'SHM03',
                  hint = 'Open another session and upload again.';
    end if;
    if (announced.mime_type, announced.size_bytes, coalesce(announced.sha256, checksum))
        is distinct from (finalize_upload.mime_type, finalize_upload.size_bytes, checksum)
    then
        raise exception 'of upload % were announced % bytes of % with checksum %, and stored % bytes of % with checksum %',
            upload, announced.size_bytes, announced.mime_type, coalesce(announced.sha256, 'unknown'),
            coalesce(finalize_upload.size_bytes::text, 'NULL'), coalesce(finalize_upload.mime_type, 'NULL'),
            coalesce(checksum, 'NULL')
            using errcode = 'SHM04',
                  hint = 'Delete what was stored, open another session and upload again.';
    end if;
    insert into shop.media_uploaded_assets (
        upload_id, provider_asset_id, url, mime_type, size_bytes, width, height, checksum_sha256, asset_created_at
    )
    values (
        upload, provider_asset, finalize_upload.url, finalize_upload.mime_type, finalize_upload.size_bytes,
        finalize_upload.width, finalize_upload.height, checksum, stored_at
    )
    returning * into made;
    insert into shop.media_upload_finalize_idempotency (upload_id, idempotency_key, asset_id) values (upload, key, made.id);
    update shop.media_upload_sessions as s set finalized_at = this_moment where s.id = upload;
    return made;
end
$$;

comment on function shop.finalize_upload(text, text, text, text, text, integer, integer, integer, text, timestamptz) is
    'What was uploaded is stored: enters it, once for a session that has not expired. The same key again returns the same '
    'asset. Raises SHM01 to SHM04.';

alter table shop.media_upload_sessions enable row level security;
alter table shop.media_uploaded_assets enable row level security;
alter table shop.media_upload_finalize_idempotency enable row level security;

create policy server on shop.media_upload_sessions to shop_app using (true) with check (true);

comment on policy server on shop.media_upload_sessions is
    'The trusted server reads and opens for everybody, in the columns that it is granted; a function finalizes.';

grant select on shop.media_upload_sessions to shop_app;

grant insert (id, filename, mime_type, size_bytes, sha256, upload_url, expires_at) on shop.media_upload_sessions to shop_app;

create policy server on shop.media_uploaded_assets for select to shop_app using (true);

comment on policy server on shop.media_uploaded_assets is
    'The trusted server reads for everybody; functions write.';

grant select on shop.media_uploaded_assets to shop_app;

create policy server on shop.media_upload_finalize_idempotency for select to shop_app using (true);

comment on policy server on shop.media_upload_finalize_idempotency is
    'The trusted server reads for everybody; functions write.';

grant select on shop.media_upload_finalize_idempotency to shop_app;

grant execute on function
    shop.finalize_upload(text, text, text, text, text, integer, integer, integer, text, timestamptz)
    to shop_app;

select privacy.describe_table('shop.media_upload_sessions');
select privacy.describe_table('shop.media_uploaded_assets');
select privacy.describe_table('shop.media_upload_finalize_idempotency');

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('shop.media_upload_sessions',
     '{id,filename,mime_type,size_bytes,sha256,upload_url,expires_at,finalized_at,created_at,updated_at}'::text[]),
    ('shop.media_uploaded_assets',
     '{id,upload_id,provider_asset_id,url,mime_type,size_bytes,width,height,checksum_sha256,asset_created_at,created_at}'),
    ('shop.media_upload_finalize_idempotency', '{id,upload_id,idempotency_key,asset_id,created_at}')
) as plain (relation, names)
cross join lateral unnest(names) as name;
