-- depends: nexus-0006-create-credits-and-payments
--
-- ARIA, the assistant: conversations, what it remembers of a pupil, and the documents it searches. Embeddings
-- have 1536 dimensions.
--
-- What was wrong here, and is mended later: a job and an owner named documents and users that nobody checked;
-- nothing said which model made a vector, nor from which text; a document could be ingested any number of times.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the rows.

create table nexus.aria_conversations (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    subject nexus."Subject" not null,
    title text,
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint aria_conversations_pkey primary key (id),
    constraint "aria_conversations_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade
);

comment on table nexus.aria_conversations is
    'A pupils conversation with the assistant about one subject.';
comment on column nexus.aria_conversations."studentId" is
    'Whose conversation; it goes when the pupil goes.';
comment on column nexus.aria_conversations.subject is
    'School subject.';
comment on column nexus.aria_conversations.title is
    'Title, made from the first question.';

create table nexus.aria_messages (
    id text not null default platform.new_text_id(),
    "conversationId" text not null,
    role text not null,
    content text not null,
    feedback boolean,
    "createdAt" timestamptz(3) not null default now(),
    constraint aria_messages_pkey primary key (id),
    constraint "aria_messages_conversationId_fkey" foreign key ("conversationId")
        references nexus.aria_conversations (id) on delete cascade on update cascade
);

comment on table nexus.aria_messages is
    'One turn of a conversation.';
comment on column nexus.aria_messages."conversationId" is
    'The conversation; the message goes with it.';
comment on column nexus.aria_messages.role is
    'Who speaks: user or assistant.';
comment on column nexus.aria_messages.content is
    'What was said.';
comment on column nexus.aria_messages.feedback is
    'Whether the answer helped; NULL while the pupil has not said.';

create table nexus.memories (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    kind nexus."MemoryKind" not null,
    content text not null,
    embedding extensions.vector(1536),
    meta jsonb,
    "createdAt" timestamptz(3) not null default now(),
    constraint memories_pkey primary key (id),
    constraint "memories_studentId_fkey" foreign key ("studentId")
        references nexus.students (id)
);

create index "memories_studentId_kind_idx"
    on nexus.memories ("studentId", kind);

comment on table nexus.memories is
    'What the assistant remembers of a pupil.';
comment on column nexus.memories."studentId" is
    'Of whom.';
comment on column nexus.memories.kind is
    'What sort of memory.';
comment on column nexus.memories.content is
    'The memory, in words.';
comment on column nexus.memories.embedding is
    'Its embedding; NULL until it is made.';
comment on column nexus.memories.meta is
    'Where it comes from.';

create table nexus.user_documents (
    id text not null default platform.new_text_id(),
    "ownerId" text,
    "ownerRole" text,
    "originalName" text not null,
    mime text not null,
    "storageKey" text not null,
    status text not null default 'UPLOADED',
    meta jsonb,
    "createdAt" timestamptz(3) not null default now(),
    constraint user_documents_pkey primary key (id),
    constraint "user_documents_storageKey_key" unique ("storageKey")
);

comment on table nexus.user_documents is
    'A file that somebody uploaded for the assistant to read.';
comment on column nexus.user_documents."ownerId" is
    'Who uploaded it; NULL if that user is gone.';
comment on column nexus.user_documents."ownerRole" is
    'What the owner was then.';
comment on column nexus.user_documents."originalName" is
    'Name of the file.';
comment on column nexus.user_documents.mime is
    'Media type.';
comment on column nexus.user_documents."storageKey" is
    'Where the file lies in the object store; unique.';
comment on column nexus.user_documents.status is
    'How far its ingestion is.';
comment on column nexus.user_documents.meta is
    'Pages, size, language.';

create table nexus.knowledge_assets (
    id text not null default platform.new_text_id(),
    "docId" text not null,
    subject text not null,
    level text not null,
    chunk text not null,
    tokens integer not null,
    embedding extensions.vector(1536) not null,
    meta jsonb not null,
    "createdAt" timestamptz(3) not null default now(),
    constraint knowledge_assets_pkey primary key (id),
    constraint "knowledge_assets_docId_fkey" foreign key ("docId")
        references nexus.user_documents (id) on delete cascade on update cascade
);

create index "knowledge_assets_docId_idx"
    on nexus.knowledge_assets ("docId");

comment on table nexus.knowledge_assets is
    'A chunk of a document with its embedding: what document search finds.';
comment on column nexus.knowledge_assets."docId" is
    'The document; its chunks go with it.';
comment on column nexus.knowledge_assets.subject is
    'School subject; the search filters by it.';
comment on column nexus.knowledge_assets.level is
    'Class; the search filters by it.';
comment on column nexus.knowledge_assets.chunk is
    'The text of the chunk.';
comment on column nexus.knowledge_assets.tokens is
    'Length in tokens of the model.';
comment on column nexus.knowledge_assets.embedding is
    'Its embedding, compared by cosine.';
comment on column nexus.knowledge_assets.meta is
    'Page, heading, position.';

create table nexus.ingest_jobs (
    id text not null default platform.new_text_id(),
    "docId" text not null,
    status text not null default 'PENDING',
    step text not null default 'queued',
    progress integer not null default 0,
    error text,
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint ingest_jobs_pkey primary key (id)
);

create index "ingest_jobs_docId_status_idx"
    on nexus.ingest_jobs ("docId", status);

comment on table nexus.ingest_jobs is
    'The ingestion of a document: OCR, cleaning, chunks, embeddings, index.';
comment on column nexus.ingest_jobs."docId" is
    'The document.';
comment on column nexus.ingest_jobs.status is
    'How it stands.';
comment on column nexus.ingest_jobs.step is
    'Which phase it is in.';
comment on column nexus.ingest_jobs.progress is
    'Per cent done.';
comment on column nexus.ingest_jobs.error is
    'Why it failed.';

create table nexus.pedagogical_contents (
    id text not null default platform.new_text_id(),
    title text not null,
    content text not null,
    subject nexus."Subject" not null,
    grade text,
    embedding text not null default '[]',
    tags text not null default '[]',
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint pedagogical_contents_pkey primary key (id)
);

comment on table nexus.pedagogical_contents is
    'Lessons and sheets written by the staff.';
comment on column nexus.pedagogical_contents.title is
    'Title.';
comment on column nexus.pedagogical_contents.content is
    'Text.';
comment on column nexus.pedagogical_contents.subject is
    'School subject.';
comment on column nexus.pedagogical_contents.grade is
    'Class.';
comment on column nexus.pedagogical_contents.embedding is
    'JSON array kept by the application, as text; the search uses knowledge_assets.';
comment on column nexus.pedagogical_contents.tags is
    'JSON array of labels, as text.';
