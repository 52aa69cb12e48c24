-- depends: platform-0031-audit-privacy
--
-- Functions of a context that run with its owner's privileges enqueue jobs, run once a period and answer once for a key in
-- the transaction of what they do. Their owner may, therefore; whoever calls them need not.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role platform_owner;

grant execute on function
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
    to nexus_owner, shop_owner, learn_owner;
