select audit.unwatch('nexus.credit_requests');

select privacy.undescribe_table('nexus.credit_requests');

drop function nexus.reject_credit_request(text, text);

drop function nexus.approve_credit_request(text);

drop function nexus.answer_credit_request(nexus.credit_requests, text);

drop function nexus.take_credit_request(text);

drop function nexus.request_credits(text, numeric, text);

drop table nexus.credit_requests;

drop function nexus.keep_credit_request();

delete from nexus.errors where sqlstate in ('NXC07', 'NXC08');
