-- depends: learn-0008-create-gamification
--
-- Several people at one document. The document of a session is the sum of its operations, numbered 1, 2, 3, … without a
-- gap; version is the number of the last one. Sessions, operations and messages outlive who made them: they are the work of
-- all that took part, and somebody who is deleted becomes nobody.
--
-- What a participant may do is the role in session_participants, a row and not a key of the JSON in permissions, because
-- row security goes by it.
--
-- Locks users and lessons against writes (share row exclusive) for the instant of the creation; rewrites nothing, loses
-- nothing. The rollback loses the sessions.

set local role learn_owner;

create table learn.collaboration_sessions (
    id uuid not null default platform.new_uuid(),
    name text not null,
    type text not null default 'PAIR_PROGRAMMING',
    status text not null default 'ACTIVE',
    code text not null default '',
    language text not null default 'solidity',
    version bigint not null default 0,
    owner_id uuid,
    lesson_id uuid,
    max_participants integer not null default 2,
    permissions jsonb not null default '{}',
    expires_at timestamptz not null default now() + interval '24 hours',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint collaboration_sessions_pkey primary key (id),
    constraint collaboration_sessions_owner_id_fkey foreign key (owner_id)
        references learn.users (id) on delete set null on update restrict,
    constraint collaboration_sessions_lesson_id_fkey foreign key (lesson_id)
        references learn.lessons (id) on delete set null on update restrict,
    constraint collaboration_sessions_name_is_not_blank check (name ~ '\S' and length(name) <= 200),
    constraint collaboration_sessions_type_is_known check (
        type in ('PAIR_PROGRAMMING', 'CODE_REVIEW', 'PROJECT', 'STUDY_GROUP')
    ),
    constraint collaboration_sessions_status_is_known check (status in ('ACTIVE', 'COMPLETED', 'CANCELLED', 'EXPIRED')),
    constraint collaboration_sessions_code_is_short check (octet_length(code) <= 1048576),
    constraint collaboration_sessions_language_is_known check (
        language in ('solidity', 'vyper', 'javascript', 'typescript', 'yul')
    ),
    constraint collaboration_sessions_version_is_not_negative check (version >= 0),
    constraint collaboration_sessions_max_participants_is_sensible check (max_participants between 1 and 50),
    constraint collaboration_sessions_permissions_is_an_object check (jsonb_typeof(permissions) = 'object'),
    constraint collaboration_sessions_ends_after_it_began check (expires_at > created_at)
);

create index collaboration_sessions_owner_id_status_idx on learn.collaboration_sessions (owner_id, status);

create index collaboration_sessions_status_expires_at_idx on learn.collaboration_sessions (status, expires_at);

create index collaboration_sessions_lesson_id_idx on learn.collaboration_sessions (lesson_id);

create trigger set_updated_at
    before update on learn.collaboration_sessions
    for each row execute function platform.set_updated_at();

comment on table learn.collaboration_sessions is
    'A document that several people edit at once.';
comment on column learn.collaboration_sessions.name is
    'What people see.';
comment on column learn.collaboration_sessions.type is
    'PAIR_PROGRAMMING, CODE_REVIEW, PROJECT or STUDY_GROUP.';
comment on column learn.collaboration_sessions.status is
    'ACTIVE, COMPLETED, CANCELLED or EXPIRED; only an ACTIVE one changes.';
comment on column learn.collaboration_sessions.code is
    'The document that it began with; what it became stands in session_operations and session_snapshots.';
comment on column learn.collaboration_sessions.language is
    'In which the document is written.';
comment on column learn.collaboration_sessions.version is
    'Number of the last operation; 0: none.';
comment on column learn.collaboration_sessions.owner_id is
    'Who began it, and may end it; NULL: somebody who left the platform.';
comment on column learn.collaboration_sessions.lesson_id is
    'To which lesson it belongs; NULL: to none.';
comment on column learn.collaboration_sessions.max_participants is
    'How many may be in it at once, the owner included.';
comment on column learn.collaboration_sessions.permissions is
    'Particulars of the application, an object; roles are those of session_participants.';
comment on column learn.collaboration_sessions.expires_at is
    'It ends by itself.';

create table learn.session_participants (
    session_id uuid not null,
    user_id uuid not null,
    role text not null default 'EDITOR',
    cursor jsonb,
    joined_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    left_at timestamptz,
    constraint session_participants_pkey primary key (session_id, user_id),
    constraint session_participants_session_id_fkey foreign key (session_id)
        references learn.collaboration_sessions (id) on delete cascade on update restrict,
    constraint session_participants_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint session_participants_role_is_known check (role in ('OWNER', 'EDITOR', 'VIEWER')),
    constraint session_participants_cursor_is_an_object check (jsonb_typeof(cursor) = 'object'),
    constraint session_participants_left_after_joining check (left_at >= joined_at)
);

create unique index session_participants_one_owner_key on learn.session_participants (session_id) where role = 'OWNER';

create index session_participants_user_id_idx on learn.session_participants (user_id, session_id);

comment on table learn.session_participants is
    'Who is, or was, in a session; one row a person.';
comment on column learn.session_participants.session_id is
    'In which session.';
comment on column learn.session_participants.user_id is
    'Who.';
comment on column learn.session_participants.role is
    'OWNER and EDITOR write, VIEWER reads.';
comment on column learn.session_participants.cursor is
    'Where the person is in the document, an object.';
comment on column learn.session_participants.joined_at is
    'Since when, the last time.';
comment on column learn.session_participants.last_seen_at is
    'Last sign of life.';
comment on column learn.session_participants.left_at is
    'When the person left; NULL: still there.';

create table learn.session_operations (
    session_id uuid not null,
    version bigint not null,
    author_id uuid,
    kind text not null,
    "position" integer not null,
    content text,
    length integer,
    client_version bigint not null,
    created_at timestamptz not null default now(),
    constraint session_operations_pkey primary key (session_id, version),
    constraint session_operations_session_id_fkey foreign key (session_id)
        references learn.collaboration_sessions (id) on delete cascade on update restrict,
    constraint session_operations_author_id_fkey foreign key (author_id)
        references learn.users (id) on delete set null on update restrict,
    constraint session_operations_version_is_positive check (version > 0),
    constraint session_operations_kind_is_known check (kind in ('INSERT', 'DELETE', 'RETAIN')),
    constraint session_operations_position_is_not_negative check ("position" >= 0),
    constraint session_operations_length_is_positive check (length > 0),
    constraint session_operations_content_is_short check (octet_length(content) between 1 and 262144),
    constraint session_operations_insert_has_content_others_a_length check (
        case kind when 'INSERT' then content is not null and length is null
                  else content is null and length is not null end
    ),
    constraint session_operations_client_was_behind check (client_version between 0 and version - 1)
);

create index session_operations_author_id_idx on learn.session_operations (author_id) where author_id is not null;

comment on table learn.session_operations is
    'Every change of the document of a session, numbered without a gap.';
comment on column learn.session_operations.session_id is
    'Of which session.';
comment on column learn.session_operations.version is
    '1, 2, 3, … within the session.';
comment on column learn.session_operations.author_id is
    'Who; NULL: somebody who left the platform.';
comment on column learn.session_operations.kind is
    'INSERT puts content in, DELETE takes length characters out, RETAIN leaves them.';
comment on column learn.session_operations."position" is
    'Where, in characters from 0.';
comment on column learn.session_operations.content is
    'What INSERT puts in.';
comment on column learn.session_operations.length is
    'How many characters DELETE and RETAIN are about.';
comment on column learn.session_operations.client_version is
    'The last version that the author had seen.';

create table learn.session_snapshots (
    session_id uuid not null,
    version bigint not null,
    code text not null,
    created_at timestamptz not null default now(),
    constraint session_snapshots_pkey primary key (session_id, version),
    constraint session_snapshots_session_id_fkey foreign key (session_id)
        references learn.collaboration_sessions (id) on delete cascade on update restrict,
    constraint session_snapshots_version_is_not_negative check (version >= 0),
    constraint session_snapshots_code_is_short check (octet_length(code) <= 1048576)
);

comment on table learn.session_snapshots is
    'The document of a session as it was at a version, so that whoever joins need not replay everything.';
comment on column learn.session_snapshots.session_id is
    'Of which session.';
comment on column learn.session_snapshots.version is
    'After which operation; 0: before the first.';
comment on column learn.session_snapshots.code is
    'The document.';

create table learn.chat_messages (
    id uuid not null default platform.new_uuid(),
    session_id uuid not null,
    author_id uuid,
    type text not null default 'TEXT',
    content text not null,
    reply_to_id uuid,
    metadata jsonb not null default '{}',
    created_at timestamptz not null default now(),
    edited_at timestamptz,
    deleted_at timestamptz,
    constraint chat_messages_pkey primary key (id),
    constraint chat_messages_session_id_id_key unique (session_id, id),
    constraint chat_messages_session_id_fkey foreign key (session_id)
        references learn.collaboration_sessions (id) on delete cascade on update restrict,
    constraint chat_messages_author_id_fkey foreign key (author_id)
        references learn.users (id) on delete set null on update restrict,
    constraint chat_messages_reply_to_fkey foreign key (session_id, reply_to_id)
        references learn.chat_messages (session_id, id) on delete restrict on update restrict,
    constraint chat_messages_type_is_known check (type in ('TEXT', 'CODE', 'SYSTEM', 'FILE')),
    constraint chat_messages_content_is_short check (length(content) <= 10000),
    constraint chat_messages_content_is_empty_when_deleted_only check (content <> '' or deleted_at is not null),
    constraint chat_messages_metadata_is_an_object check (jsonb_typeof(metadata) = 'object'),
    constraint chat_messages_reply_to_itself_is_none check (reply_to_id <> id)
);

create index chat_messages_session_id_created_at_idx on learn.chat_messages (session_id, created_at);

create index chat_messages_author_id_created_at_idx on learn.chat_messages (author_id, created_at);

create index chat_messages_session_id_reply_to_id_idx on learn.chat_messages (session_id, reply_to_id);

comment on table learn.chat_messages is
    'What is said in a session.';
comment on column learn.chat_messages.session_id is
    'In which session.';
comment on column learn.chat_messages.author_id is
    'Who; NULL: somebody who left the platform, or the platform itself.';
comment on column learn.chat_messages.type is
    'TEXT, CODE, SYSTEM or FILE.';
comment on column learn.chat_messages.content is
    'The text as it reads now; empty once it is deleted.';
comment on column learn.chat_messages.reply_to_id is
    'The message of the same session that it answers.';
comment on column learn.chat_messages.metadata is
    'Particulars, an object: language of a snippet, address of a file.';
comment on column learn.chat_messages.edited_at is
    'When it was edited last; what it said before stands in message_edits.';
comment on column learn.chat_messages.deleted_at is
    'When it was taken back.';

create table learn.message_reactions (
    message_id uuid not null,
    user_id uuid not null,
    emoji text not null,
    created_at timestamptz not null default now(),
    constraint message_reactions_pkey primary key (message_id, user_id, emoji),
    constraint message_reactions_message_id_fkey foreign key (message_id)
        references learn.chat_messages (id) on delete cascade on update restrict,
    constraint message_reactions_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint message_reactions_emoji_is_short check (length(emoji) between 1 and 16)
);

create index message_reactions_user_id_idx on learn.message_reactions (user_id);

comment on table learn.message_reactions is
    'What people think of a message; each emoji once a person.';
comment on column learn.message_reactions.message_id is
    'Of which message.';
comment on column learn.message_reactions.user_id is
    'Who.';
comment on column learn.message_reactions.emoji is
    'A sign.';

create table learn.message_edits (
    message_id uuid not null,
    number integer not null,
    old_content text not null,
    created_at timestamptz not null default now(),
    constraint message_edits_pkey primary key (message_id, number),
    constraint message_edits_message_id_fkey foreign key (message_id)
        references learn.chat_messages (id) on delete cascade on update restrict,
    constraint message_edits_number_is_positive check (number > 0),
    constraint message_edits_old_content_is_short check (length(old_content) <= 10000)
);

comment on table learn.message_edits is
    'What a message said before.';
comment on column learn.message_edits.message_id is
    'Which message.';
comment on column learn.message_edits.number is
    '1, 2, 3, …: its edits in their order.';
comment on column learn.message_edits.old_content is
    'The text that was replaced.';
