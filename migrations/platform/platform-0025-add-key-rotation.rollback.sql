drop function privacy.rotate_batch(text, integer);

drop function privacy.key_usage();

drop function privacy.encrypted_columns();

drop table privacy.rotations;

delete from platform.errors where sqlstate in ('PFE05');
