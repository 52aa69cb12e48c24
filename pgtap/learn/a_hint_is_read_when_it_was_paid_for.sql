begin;
select plan(7);

select test.learn_course();
select test.learn_act('ada');
select throws_ok(
    $$select learn.take_hint(test.learn_id('basics code h1'))$$,
    'LNP03', format('the course of lesson %s is not taken', test.learn_id('basics code')), 'only who takes the course gets hints'
);
select is_empty(
    $$select * from learn.available_hints(test.learn_id('basics code exercise'))$$, 'nor sees what there are'
);
select learn.enroll(test.learn_id('basics'));
select results_eq(
    $$select level, xp_penalty, taken from learn.available_hints(test.learn_id('basics code exercise'))$$,
    $$values ('SUBTLE', 5, false), ('EXPLICIT', 20, false)$$, 'it is told what a hint costs, and not what it says'
);
select is(learn.take_hint(test.learn_id('basics code h2')), 'Write Solved.', 'who takes it reads it');
select is(learn.take_hint(test.learn_id('basics code h2')), 'Write Solved.', 'as often as one likes');
select results_eq(
    $$select hint_id, xp_penalty, p.hints_used from learn.hint_usages as u join learn.user_progress as p using (user_id, lesson_id)$$,
    $$values (test.learn_id('basics code h2'), 20, 1)$$, 'and pays for it once'
);
select throws_ok(
    $$select learn.take_hint(test.learn_id('nothing'))$$,
    'LNX01', format('there is no hint %s', test.learn_id('nothing')), 'what is not there is no hint'
);

select * from finish();
rollback;
