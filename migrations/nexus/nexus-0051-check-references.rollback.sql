alter table nexus.cron_executions
    drop constraint cron_executions_finished_has_an_end;

alter table nexus.credit_tx
    drop constraint "credit_tx_externalId_names_its_provider";

alter table nexus.payments
    drop constraint "payments_externalId_names_its_method";
