-- depends: learn-0054-know-the-length-of-a-document
--
-- The checks that came not valid are validated.
--
-- Share update exclusive on two tables while they are read: nobody waits but who alters them. Rewrites nothing, loses
-- nothing.

set local role learn_owner;

alter table learn.collaboration_sessions
    validate constraint collaboration_sessions_document_length_is_sensible;
alter table learn.collaboration_sessions
    validate constraint collaboration_sessions_joins_as_is_known;
alter table learn.collaboration_sessions
    validate constraint collaboration_sessions_lasts_a_month_at_most;
alter table learn.session_participants
    validate constraint session_participants_removed_is_out;
alter table learn.session_participants
    validate constraint session_participants_cursor_is_short;
