revoke execute on function learn.require_turn(text) from learn_app, learn_user;
revoke execute on function learn.take_turn(text, text) from learn_app;

drop function learn.require_turn(text);

drop function learn.take_turn(text, text);

select audit.unwatch('learn.rate_limits');

select privacy.undescribe_table('learn.rate_limits');

drop table learn.rate_limits;

delete from learn.errors where sqlstate in ('LNR01', 'LNR02');
