begin;
select plan(2);

select is(
    (select extnamespace::regnamespace::text from pg_extension where extname = 'vector'), 'extensions',
    'pgvector is installed in schema extensions'
);

select is(
    '[1,0]'::extensions.vector operator(extensions.<=>) '[0,2]'::extensions.vector, 1::double precision,
    'the cosine distance of two vectors at a right angle is 1'
);

select * from finish();
rollback;
