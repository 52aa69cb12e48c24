drop table nexus.cron_executions;

drop table nexus.audit_logs;
