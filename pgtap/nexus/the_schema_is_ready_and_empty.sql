begin;
select plan(7);

select is_empty(
    $$select * from test.tables('nexus')$$,
    'nexus has no table, view or sequence'
);

select is_empty(
    $$select * from test.functions('nexus')$$,
    'nexus has no function'
);

select is_empty(
    $$select typname::text from pg_type where typnamespace = 'nexus'::regnamespace$$,
    'nexus has no type'
);

select is_empty(
    $$select * from test.without_comment('nexus')$$,
    'everything in nexus says what it is for'
);

select is_empty(
    $$select * from test.granted_to_public('nexus')$$,
    'PUBLIC holds no privilege in nexus'
);

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
