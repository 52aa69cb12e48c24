begin;
select plan(8);

select test.learn_course();
select test.learn_act('ada');
select throws_ok(
    $$select learn.take_hint(test.learn_id('basics code h1'))$$,
    'LNP03', format('the course of lesson %s is not taken', test.learn_id('basics code')), 'only who takes the course gets hints'
);
select is_empty(
    $$select * from learn.available_hints(test.learn_id('basics code exercise'))$$, 'nor sees what there are'
);
select learn.enroll(test.learn_id('basics')), learn.open_lesson(test.learn_id('basics intro'));
select test.learn_act('bob'), learn.enroll(test.learn_id('basics')), learn.open_lesson(test.learn_id('basics code'));
select test.learn_act('ada');
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
select learn.take_hint(test.learn_id('basics code h1'));
select results_eq(
    $$select u.name, l.slug, p.hints_used
      from learn.user_progress as p join learn.users as u on u.id = p.user_id join learn.lessons as l on l.id = p.lesson_id
      order by u.name, l.slug$$,
    $$values ('ada', 'code', 2), ('ada', 'intro', 0), ('bob', 'code', 0)$$,
    'another hint counts too, for who takes it and where'
);

select * from finish();
rollback;
