set local role shop_owner;

select privacy.undescribe_table('shop.media_upload_finalize_idempotency');
select privacy.undescribe_table('shop.media_uploaded_assets');
select privacy.undescribe_table('shop.media_upload_sessions');

drop function shop.finalize_upload(text, text, text, text, text, integer, integer, integer, text, timestamptz);

drop table shop.media_upload_finalize_idempotency;

drop table shop.media_uploaded_assets;

drop table shop.media_upload_sessions;

delete from shop.errors where sqlstate in ('SHM01', 'SHM02', 'SHM03', 'SHM04');
