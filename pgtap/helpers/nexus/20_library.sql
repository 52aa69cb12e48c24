-- A library for tests of the search.

create function test.direction(degrees double precision)
returns extensions.vector
language sql
immutable
as $$
    select (array_fill(cosd(degrees)::real, array[768]) || array_fill(sind(degrees)::real, array[768]))::extensions.vector
$$;

comment on function test.direction(double precision) is
    'An embedding in a plane: two of them are as near as their angles.';

create function test.nexus_chunk(
    id text, chunk text, degrees double precision, document text default 'library', subject text default 'NSI',
    level text default 'Terminale', meta jsonb default '{}'
)
returns text
language sql
as $$
    insert into nexus.user_documents (id, "ownerRole", "originalName", mime, "storageKey")
    values (document, 'ADMIN', document || '.pdf', 'application/pdf', document)
    on conflict do nothing;
    insert into nexus.knowledge_assets (id, "docId", subject, level, chunk, tokens, embedding, meta)
    values (nexus_chunk.id, document, nexus_chunk.subject, nexus_chunk.level, nexus_chunk.chunk, 1,
            test.direction(degrees), nexus_chunk.meta)
    returning id
$$;

comment on function test.nexus_chunk(text, text, double precision, text, text, text, jsonb) is
    'A chunk of a document, which is made if it is not there and then belongs to the library.';

create function test.nexus_acts(id text)
returns text
language sql
as $$
    select set_config('app.current_user_id', nexus_acts.id, true)
$$;

comment on function test.nexus_acts(text) is 'Names the actor for the rest of the transaction; NULL for nobody.';
