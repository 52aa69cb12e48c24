begin;
select plan(12);

select test.nexus_world();

create temporary table tried (relation text, what text, written text);
insert into tried values ('memories', 'content', 'Likes graphs'),
    ('knowledge_assets', 'chunk', 'A graph has vertices.');

create temporary table hashes (relation text, "step" text, hash text, expected text);

do $$
declare
    tried tried;
    hash text;
begin
    for tried in select * from tried loop
        execute format('select "contentHash" from nexus.%I', tried.relation) into hash;
        insert into hashes values
            (tried.relation, 'is that of the text', hash, encode(sha256(convert_to(tried.written, 'UTF8')), 'hex'));
        execute format('update nexus.%I set "contentHash" = repeat(''0'', 64) returning "contentHash"', tried.relation)
            into hash;
        insert into hashes values
            (tried.relation, 'cannot be forged', hash, encode(sha256(convert_to(tried.written, 'UTF8')), 'hex'));
        execute format('update nexus.%I set %I = ''Élève'' returning "contentHash"', tried.relation, tried.what)
            into hash;
        insert into hashes values
            (tried.relation, 'follows the text', hash, encode(sha256(convert_to('Élève', 'UTF8')), 'hex'));
    end loop;
end
$$;

select is(hash, expected, format('%s."contentHash" %s', relation, step)) from hashes;

select is(
    (select (model, dimensions)::text from nexus.knowledge_assets), '(text-embedding-3-small,1536)',
    'an embedding that says nothing comes from the model in use'
);

select throws_ok(
    'update nexus.knowledge_assets set dimensions = 1535',
    '23514',
    'new row for relation "knowledge_assets" violates check constraint '
    '"knowledge_assets_dimensions_is_that_of_embedding"',
    'a chunk says the length of its embedding'
);
select lives_ok(
    'update nexus.memories set dimensions = 768',
    'a memory without an embedding may announce any length'
);
select throws_ok(
    'update nexus.memories set embedding = array_fill(1, array[1536])::real[]::extensions.vector',
    '23514', 'new row for relation "memories" violates check constraint "memories_dimensions_is_that_of_embedding"',
    'once it has one, the length is that of the embedding'
);
select throws_ok(
    'update nexus.memories set embedding = array_fill(1, array[1535])::real[]::extensions.vector',
    '22000', 'expected 1536 dimensions, not 1535',
    'an embedding has 1536 dimensions'
);
select throws_ok(
    'update nexus.knowledge_assets set embedding = array_fill(1, array[1537])::real[]::extensions.vector',
    '22000', 'expected 1536 dimensions, not 1537',
    'that of a chunk, too'
);

select * from finish();
rollback;
