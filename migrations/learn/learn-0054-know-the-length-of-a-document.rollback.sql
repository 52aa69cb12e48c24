select privacy.undescribe_column('learn.session_participants', 'removed_at');
select privacy.undescribe_column('learn.collaboration_sessions', 'joins_as');
select privacy.undescribe_column('learn.collaboration_sessions', 'document_length');

select audit.unwatch('learn.collaboration_sessions');

comment on column learn.session_participants.left_at is
    'When the person left; NULL: still there.';

alter table learn.session_participants
    drop constraint session_participants_cursor_is_short,
    drop constraint session_participants_removed_is_out;

alter table learn.session_participants
    drop column removed_at;

alter table learn.collaboration_sessions
    drop constraint collaboration_sessions_lasts_a_month_at_most,
    drop constraint collaboration_sessions_joins_as_is_known,
    drop constraint collaboration_sessions_document_length_is_sensible;

alter table learn.collaboration_sessions
    drop column joins_as,
    drop column document_length;

select audit.watch('learn.collaboration_sessions', ignored_columns => '{code,version,updated_at}');
