drop function platform.answer_once(text, text, jsonb);

drop function platform.begin_once(text, text, jsonb, interval, boolean);

drop table platform.idempotency_keys;

drop function platform.refuse_unanswered_key();
