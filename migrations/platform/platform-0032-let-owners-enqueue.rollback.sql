set local role platform_owner;

revoke execute on function
    platform.enqueue_job(text, text, jsonb, timestamptz, integer, integer, text),
    platform.claim_jobs(text, text, integer, interval),
    platform.heartbeat_job(bigint, integer, interval),
    platform.finish_job(bigint, integer, jsonb),
    platform.fail_job(bigint, integer, text, boolean),
    platform.cancel_job(bigint, text),
    platform.rescue_jobs(integer),
    platform.run_once(text, text),
    platform.finish_run(text, text, jsonb),
    platform.begin_once(text, text, jsonb, interval, boolean),
    platform.answer_once(text, text, jsonb)
    from nexus_owner, shop_owner, learn_owner;
