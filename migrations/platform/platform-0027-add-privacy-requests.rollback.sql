drop function privacy.release_hold(bigint);

drop function privacy.place_hold(text, text);

drop function privacy.close_request(text, text, text, text[], jsonb);

drop function privacy.refuse_request(uuid, text);

drop function privacy.open_request(text, text);

drop function privacy.locate(text);

drop function privacy.type_of(text, text, text);

drop view privacy.due_requests;

drop table privacy.holds;

drop table privacy.requests;

delete from platform.errors where sqlstate in ('PFP01', 'PFP02');
