-- Without cascade: a table that is still watched stops the rollback.

revoke usage on schema audit from nexus_owner, shop_owner, learn_owner;

drop function audit.unwatch(text);

drop function audit.watch(text, text[], text[], text[]);

drop view audit.watched;

drop function audit.record_truncate();

drop function audit.record();

drop function audit.record_id(extensions.hstore, text[]);

drop function audit.mask(jsonb, text[]);

drop function audit.new_mask_key();

drop table audit.mask_keys;

delete from platform.errors where sqlstate in ('PFA01', 'PFA02', 'PFA03', 'PFA05');
