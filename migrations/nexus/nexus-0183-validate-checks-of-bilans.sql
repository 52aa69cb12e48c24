-- depends: nexus-0182-keep-bilans
-- transactional: false
--
-- SHARE UPDATE EXCLUSIVE on each table while it is scanned: reads and writes go on. Rewrites nothing, loses nothing.

alter table nexus.bilans
    validate constraint bilans_status_says_how_far_it_is;

alter table nexus.mail_logs
    validate constraint mail_logs_failed_says_why,
    validate constraint mail_logs_sent_has_no_error,
    validate constraint mail_logs_recipients_is_not_blank;
