-- depends: nexus-0069-check-notices-and-reports
-- transactional: false
--
-- The rows that were there before obey the checks of notices and reports, too. If one does not, the server names
-- the check, the table stays as it is, and the next run continues here: list the rows with the check's condition
-- negated.
--
-- SHARE UPDATE EXCLUSIVE on each table while it is scanned: reads and writes go on. Rewrites nothing, loses
-- nothing.

alter table nexus.notifications
    validate constraint notifications_type_is_in_capitals;

alter table nexus.mail_logs
    validate constraint mail_logs_variant_is_known,
    validate constraint mail_logs_status_is_known;

alter table nexus.audit_logs
    validate constraint audit_logs_action_is_in_capitals;
