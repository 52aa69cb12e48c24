-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus.audit_logs
    drop constraint audit_logs_action_is_in_capitals,
    add constraint audit_logs_action_is_in_capitals
        check (action ~ '^[A-Z][A-Z0-9_]*$') not valid;

alter table nexus.mail_logs
    drop constraint mail_logs_variant_is_known,
    add constraint mail_logs_variant_is_known
        check (variant in ('standard', 'parent', 'eleve')) not valid,
    drop constraint mail_logs_status_is_known,
    add constraint mail_logs_status_is_known
        check (status in ('SENT', 'FAILED')) not valid;

alter table nexus.notifications
    drop constraint notifications_type_is_in_capitals,
    add constraint notifications_type_is_in_capitals
        check (type ~ '^[A-Z][A-Z0-9_]*$') not valid;
