set local role nexus_owner;

drop function nexus.log_bilan_mail(text, text, text[], text, text, text);
drop function nexus.withdraw_bilan(text);
drop function nexus.generate_bilan(text, text, bytea, text, text);
drop function nexus.score_bilan(text, jsonb, jsonb, jsonb, jsonb, jsonb);
drop function nexus.require_bilan(text, text[]);
drop function nexus.submit_bilan(text, jsonb, jsonb, nexus."Subject", text, text);
