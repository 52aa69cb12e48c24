-- depends: nexus-0051-check-references
-- transactional: false
--
-- The rows that were there before obey the checks of references, too. If one does not, the server names the
-- check, the table stays as it is, and the next run continues here: list the rows with the check's condition
-- negated.
--
-- SHARE UPDATE EXCLUSIVE on each table while it is scanned: reads and writes go on. Rewrites nothing, loses
-- nothing.

alter table nexus.payments
    validate constraint "payments_externalId_names_its_method";

alter table nexus.credit_tx
    validate constraint "credit_tx_externalId_names_its_provider";

alter table nexus.cron_executions
    validate constraint cron_executions_finished_has_an_end;
