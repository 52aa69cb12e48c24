drop function learn.review_quiz(uuid);

drop function learn.submit_quiz(uuid);

drop function learn.answer_question(uuid, uuid, uuid[], text);

drop function learn.open_attempt(uuid);

drop function learn.begin_quiz(uuid);

delete from learn.errors where sqlstate in ('LNQ01', 'LNQ02', 'LNQ03', 'LNQ04');
