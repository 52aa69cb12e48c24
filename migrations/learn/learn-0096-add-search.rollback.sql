revoke execute on function learn.search(text, text[], integer, integer) from learn_app, learn_user;

drop function learn.search(text, text[], integer, integer);

delete from learn.errors where sqlstate in ('LNF01');
