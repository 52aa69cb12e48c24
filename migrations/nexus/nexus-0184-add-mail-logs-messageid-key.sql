-- depends: nexus-0183-validate-checks-of-bilans
-- transactional: false
--
-- A mail that the mail server gave a name is in the log once: who logs it again after a failure finds it there.
--
-- SHARE UPDATE EXCLUSIVE on mail_logs: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing.

create unique index concurrently "mail_logs_messageId_key"
    on nexus.mail_logs ("messageId")
    where "messageId" is not null;
