-- Without cascade: a column that holds encrypted values stops the rollback.

drop function privacy.blind_index(text, text);

drop function privacy.normal_phone(text);

drop function privacy.normal_email(text);

drop function privacy.decrypt(privacy.ciphertext);

drop function privacy.encrypt(text, text);

drop function privacy.encryption_key(text);

drop function privacy.checked_key(text, text);

drop function privacy.use_blind_index_key(text);

drop function privacy.use_key(text, text, boolean);

drop function privacy.key_id(privacy.ciphertext);

drop domain privacy.ciphertext;

drop schema privacy;

delete from platform.errors where sqlstate in ('PFE01', 'PFE02', 'PFE03', 'PFE04');
