-- depends: nexus-0068-validate-checks-of-the-assistant
-- transactional: false
--
-- For whom an assessment was sent, and whether it was. Types of notices and audited actions grow with the
-- application: of these words only the form is checked.
--
-- New and changed rows obey from now on; the next migration validates the rest. ACCESS EXCLUSIVE on each table
-- for an instant, without a scan, each statement a transaction of its own. Rewrites nothing, loses nothing.

alter table nexus.notifications
    add constraint notifications_type_is_in_capitals
        check (type ~ '^[A-Z][A-Z0-9_]*$') not valid;

alter table nexus.mail_logs
    add constraint mail_logs_variant_is_known
        check (variant in ('standard', 'parent', 'eleve')) not valid,
    add constraint mail_logs_status_is_known
        check (status in ('SENT', 'FAILED')) not valid;

alter table nexus.audit_logs
    add constraint audit_logs_action_is_in_capitals
        check (action ~ '^[A-Z][A-Z0-9_]*$') not valid;
