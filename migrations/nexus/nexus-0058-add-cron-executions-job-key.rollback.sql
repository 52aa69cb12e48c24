drop index concurrently nexus.cron_executions_job_key;
