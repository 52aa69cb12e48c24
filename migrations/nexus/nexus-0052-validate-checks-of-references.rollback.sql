-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus.cron_executions
    drop constraint cron_executions_finished_has_an_end,
    add constraint cron_executions_finished_has_an_end
        check (status = 'RUNNING' or "completedAt" is not null) not valid;

alter table nexus.credit_tx
    drop constraint "credit_tx_externalId_names_its_provider",
    add constraint "credit_tx_externalId_names_its_provider"
        check ("externalId" is null or provider is not null) not valid;

alter table nexus.payments
    drop constraint "payments_externalId_names_its_method",
    add constraint "payments_externalId_names_its_method"
        check ("externalId" is null or method is not null) not valid;
