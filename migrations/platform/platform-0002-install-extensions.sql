-- depends: platform-0001-create-schemas
--
-- The extensions that more than one context needs:
--   pgcrypto            hashes and ciphers for what must not be read back
--   pg_trgm             search for any part of a name through an index
--   btree_gist          exclusion constraints that mix a plain column with a range ("one coach, one hour")
--   unaccent            French text search that finds "eleve" in "élève"
--   pg_stat_statements  which statement costs the most; it counts only where the server preloads the library
-- An extension that one context alone needs is installed by that context.
--
-- pg_stat_statements is not a trusted extension: a superuser runs this file.
-- Locks nothing that exists, rewrites nothing, loses nothing.

create extension pgcrypto with schema extensions;

create extension pg_trgm with schema extensions;

create extension btree_gist with schema extensions;

create extension unaccent with schema extensions;

create extension pg_stat_statements with schema extensions;
