drop function learn.take_hint(uuid);

drop function learn.available_hints(uuid);

drop function learn.fail_submission(uuid, text);

drop function learn.record_test_results(uuid, jsonb);

drop function learn.advance_submission(uuid, text);

drop function learn.claim_submission(interval);

drop function learn.submit_code(uuid, text, text);

delete from learn.errors where sqlstate in ('LNX01', 'LNX02', 'LNX03');
