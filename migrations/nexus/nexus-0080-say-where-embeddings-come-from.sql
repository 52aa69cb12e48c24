-- depends: nexus-0079-drop-what-copied-tables
-- transactional: false
--
-- Beside each embedding: the model that made it, its length, and the hash of the text it was made from. Without
-- them nobody can tell which vectors to make anew when a model is replaced or a text corrected. A document says
-- the hash of its content, so that the same file is ingested once.
--
-- The application does not know these columns and keeps writing without them: the model in use is the default,
-- and a trigger computes the hash.
--
-- ACCESS EXCLUSIVE on each table for an instant: a constant default and a nullable column rewrite nothing. The
-- hashes of the rows that are there follow in batches.

alter table nexus.memories
    add column model text not null default 'text-embedding-3-small',
    add column dimensions integer not null default 1536,
    add column "contentHash" text;

comment on column nexus.memories.model is
    'The model that made the embedding; embeddings of two models are never compared.';
comment on column nexus.memories.dimensions is
    'Length of the embedding.';
comment on column nexus.memories."contentHash" is
    'SHA-256 of the text that was embedded, in hexadecimal; kept by a trigger.';

create function nexus."memories_set_contentHash"() returns trigger
    language plpgsql
    security invoker
    set search_path = ''
as $$
begin
    new."contentHash" := encode(sha256(convert_to(new.content, 'UTF8')), 'hex');
    return new;
end
$$;

comment on function nexus."memories_set_contentHash"() is
    'BEFORE INSERT OR UPDATE row trigger: "contentHash" is the SHA-256 of content, whatever the client sends.';

revoke execute on function nexus."memories_set_contentHash"() from public;

create trigger "set_contentHash"
    before insert or update on nexus.memories
    for each row execute function nexus."memories_set_contentHash"();

alter table nexus.knowledge_assets
    add column model text not null default 'text-embedding-3-small',
    add column dimensions integer not null default 1536,
    add column "contentHash" text;

comment on column nexus.knowledge_assets.model is
    'The model that made the embedding; embeddings of two models are never compared.';
comment on column nexus.knowledge_assets.dimensions is
    'Length of the embedding.';
comment on column nexus.knowledge_assets."contentHash" is
    'SHA-256 of the text that was embedded, in hexadecimal; kept by a trigger.';

create function nexus."knowledge_assets_set_contentHash"() returns trigger
    language plpgsql
    security invoker
    set search_path = ''
as $$
begin
    new."contentHash" := encode(sha256(convert_to(new.chunk, 'UTF8')), 'hex');
    return new;
end
$$;

comment on function nexus."knowledge_assets_set_contentHash"() is
    'BEFORE INSERT OR UPDATE row trigger: "contentHash" is the SHA-256 of chunk, whatever the client sends.';

revoke execute on function nexus."knowledge_assets_set_contentHash"() from public;

create trigger "set_contentHash"
    before insert or update on nexus.knowledge_assets
    for each row execute function nexus."knowledge_assets_set_contentHash"();

alter table nexus.user_documents
    add column "contentHash" text;

comment on column nexus.user_documents."contentHash" is
    'SHA-256 of the file, in hexadecimal, given by whoever stores it; NULL for documents from before that was done.';
