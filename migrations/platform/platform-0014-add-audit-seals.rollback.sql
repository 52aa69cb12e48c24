drop function audit.verify(timestamptz, timestamptz);

drop function audit.seal(integer);

drop function audit.seal_hash(audit.seals);

drop function audit.row_hash(audit.log);

drop function audit.time_text(timestamptz);

drop table audit.seals;
