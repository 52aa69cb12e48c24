drop function platform.answer_once(text, text, jsonb);

drop function platform.begin_once(text, text, jsonb, interval, boolean);

drop table platform.idempotency_keys;

drop function platform.refuse_unanswered_key();

delete from platform.errors where sqlstate in ('PFI01', 'PFI02', 'PFI03', 'PFI04', 'PFI05');
