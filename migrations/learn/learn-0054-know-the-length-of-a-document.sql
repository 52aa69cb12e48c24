-- depends: learn-0053-keep-levels-while-points-are-earned
--
-- What sessions of collaboration must know before people work in them: how long the document is, so that an operation beside
-- it is refused; as what somebody comes in who has the link; and who was put out, and does not come in again by it.
--
-- A document has 262,144 characters at most: however they are encoded, it fits into a snapshot.
--
-- The length changes with every operation, so the audit log looks past it, as it does past the version.
--
-- Nobody was granted to write sessions up to now, so there are no documents whose length would have to be counted.
--
-- Access exclusive on two tables for an instant, to add columns and checks that are validated by the next migration. Rewrites
-- nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because nobody writes these tables yet

set local role learn_owner;

select audit.unwatch('learn.collaboration_sessions');

alter table learn.collaboration_sessions
    add column document_length integer not null default 0,
    add column joins_as text default 'EDITOR';

alter table learn.collaboration_sessions
    add constraint collaboration_sessions_document_length_is_sensible check (document_length between 0 and 262144) not valid,
    add constraint collaboration_sessions_joins_as_is_known check (joins_as in ('EDITOR', 'VIEWER')) not valid,
    add constraint collaboration_sessions_lasts_a_month_at_most check (expires_at <= created_at + interval '31 days') not valid;

comment on column learn.collaboration_sessions.document_length is
    'Characters of the document as it is now; derived from its operations.';
comment on column learn.collaboration_sessions.joins_as is
    'As what somebody comes in who was not invited: EDITOR or VIEWER; NULL: nobody does.';

alter table learn.session_participants
    add column removed_at timestamptz;

alter table learn.session_participants
    add constraint session_participants_removed_is_out check (removed_at is null or left_at is not null) not valid,
    add constraint session_participants_cursor_is_short check (octet_length(cursor::text) <= 2000) not valid;

comment on column learn.session_participants.left_at is
    'When the person left; NULL: still there. Who was invited and has not come yet has left when invited.';
comment on column learn.session_participants.removed_at is
    'When the person was put out, and does not come in again unless invited; NULL: was not.';

select audit.watch('learn.collaboration_sessions', ignored_columns => '{code,version,document_length,updated_at}');

select privacy.describe_column('learn.collaboration_sessions', name, 'none')
from unnest(array['document_length', 'joins_as']) as name;

select privacy.describe_column(
    'learn.session_participants', 'removed_at', 'behaviour', 'to work together', 'contract', 'keep'
);
