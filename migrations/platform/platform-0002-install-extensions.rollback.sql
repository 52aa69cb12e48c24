-- Without cascade: an index or a constraint that still uses an extension stops the rollback.

drop extension pg_stat_statements;

drop extension unaccent;

drop extension btree_gist;

drop extension pg_trgm;

drop extension pgcrypto;
