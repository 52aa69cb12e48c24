drop function platform.rescue_jobs(integer);

drop function platform.cancel_job(bigint, text);

drop function platform.fail_job(bigint, integer, text, boolean);

drop function platform.retry_delay(integer, interval, interval);

drop function platform.give_up_job(platform.jobs, text, text);

drop function platform.finish_job(bigint, integer, jsonb);

drop function platform.heartbeat_job(bigint, integer, interval);

drop function platform.refuse_lease(bigint, integer);

drop function platform.claim_jobs(text, text, integer, interval);

drop function platform.enqueue_job(text, text, jsonb, timestamptz, integer, integer, text);

delete from platform.errors where sqlstate in ('PFJ01', 'PFJ02', 'PFJ03');
