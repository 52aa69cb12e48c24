begin;
select plan(3);

-- vector is installed by the context that needs it, and tested there.
select set_eq(
    $$
        select e.extname::text, e.extnamespace::regnamespace::text from pg_extension as e
        where e.extname not in ('plpgsql', 'pgtap', 'vector')
    $$,
    $$values
        ('btree_gist', 'extensions'),
        ('hstore', 'extensions'),
        ('pg_stat_statements', 'extensions'),
        ('pg_trgm', 'extensions'),
        ('pgcrypto', 'extensions'),
        ('unaccent', 'extensions')
    $$,
    'these extensions are installed, all of them in schema extensions'
);

select is(
    extensions.unaccent('Élève'), 'Eleve',
    'unaccent removes accents'
);

select is(
    encode(extensions.digest('assay', 'sha256'), 'hex'),
    encode(sha256('assay'), 'hex'),
    'pgcrypto hashes as the server does'
);

select * from finish();
rollback;
