-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table learn.session_participants
    drop constraint session_participants_cursor_is_short,
    add constraint session_participants_cursor_is_short check (octet_length(cursor::text) <= 2000) not valid,
    drop constraint session_participants_removed_is_out,
    add constraint session_participants_removed_is_out check (removed_at is null or left_at is not null) not valid;

alter table learn.collaboration_sessions
    drop constraint collaboration_sessions_lasts_a_month_at_most,
    add constraint collaboration_sessions_lasts_a_month_at_most check (expires_at <= created_at + interval '31 days') not valid,
    drop constraint collaboration_sessions_joins_as_is_known,
    add constraint collaboration_sessions_joins_as_is_known check (joins_as in ('EDITOR', 'VIEWER')) not valid,
    drop constraint collaboration_sessions_document_length_is_sensible,
    add constraint collaboration_sessions_document_length_is_sensible check (document_length between 0 and 262144) not valid;
