alter table nexus.audit_logs
    drop constraint audit_logs_action_is_in_capitals;

alter table nexus.mail_logs
    drop constraint mail_logs_status_is_known,
    drop constraint mail_logs_variant_is_known;

alter table nexus.notifications
    drop constraint notifications_type_is_in_capitals;
