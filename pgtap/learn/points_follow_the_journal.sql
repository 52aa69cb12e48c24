begin;
select plan(34);

select test.learn_course();
select test.learn_user('zoe');
-- What achievements bring is another matter.
update learn.achievements set is_active = false;

create function pg_temp.stands(who text) returns text
language sql
return (select format('%s points, level %s', u.xp, u.level) from learn.users as u where u.id = test.learn_id(who));

select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));
select learn.open_lesson(test.learn_id('basics intro'));
select learn.record_progress(test.learn_id('basics intro'), 99, 60);

select is(pg_temp.stands('ada'), '0 points, level 1', 'a lesson that is not completed brings nothing');

select learn.record_progress(test.learn_id('basics intro'), 100, 10);

select results_eq(
    $$select source_type, source_id, amount from learn.xp_events where user_id = test.learn_id('ada')$$,
    $$values ('LESSON', test.learn_id('basics intro')::text, 150)$$,
    'a completed lesson brings 100, times 1.5 for a full performance'
);
select is(pg_temp.stands('ada'), '150 points, level 1', 'which the person has at once');

select learn.take_hint(test.learn_id('basics code h1')), learn.take_hint(test.learn_id('basics code h2'));
select learn.submit_code(test.learn_id('basics code exercise'), 'contract A {}');
select learn.record_test_results((learn.claim_submission()).id, test.learn_results('basics code', '{true,true}'));

select results_eq(
    $$select source_type, amount, details -> 'penalty' from learn.xp_events
      where user_id = test.learn_id('ada') and source_id = test.learn_id('basics code')::text order by source_type$$,
    $$values ('LESSON', 150, '0'::jsonb), ('PROJECT', 425, '25')$$,
    'an exercise that passes brings 300 more, times 1.5, less what its hints cost'
);
select is(pg_temp.stands('ada'), '725 points, level 1', 'together');
insert into learn.xp_events (user_id, source_type, source_id, amount) values (test.learn_id('ada'), 'CORRECTION', 'back', -575);

update learn.user_progress set score = 80 where user_id = test.learn_id('ada') and lesson_id = test.learn_id('basics intro');

select is(pg_temp.stands('ada'), '150 points, level 1', 'a lesson is rewarded once');

select test.learn_user('tom'), test.learn_draft('rewards', 'ivy', '{dear,free,cheap}');
update learn.lessons set xp_reward = case slug when 'dear' then 240 when 'cheap' then 1 else 0 end where course_id = test.learn_id('rewards');
select test.learn_publish('rewards');
select test.learn_act('tom');
select learn.enroll(test.learn_id('rewards'));
select learn.record_progress(test.learn_id('rewards free'), 100);

select is_empty(
    $$select from learn.xp_events where user_id = test.learn_id('tom')$$, 'a lesson that brings nothing is not in the journal'
);
select is(
    (select count(*) from learn.user_streak_days where user_id = test.learn_id('tom')), 1::bigint, 'though its day counts'
);

select learn.record_progress(test.learn_id('rewards dear'), 100);

select is(pg_temp.stands('tom'), '360 points, level 1', 'a lesson brings what it says');

delete from learn.user_streak_days where user_id = test.learn_id('tom');
select learn.record_progress(test.learn_id('rewards dear'), 100, 10);

select is_empty(
    $$select from learn.user_streak_days where user_id = test.learn_id('tom')$$,
    'who only looks again has not completed anything that day'
);

select learn.record_progress(test.learn_id('rewards cheap'), 100);

select is(pg_temp.stands('tom'), '361 points, level 1', 'even if it is a single point');

-- bob takes no hint, as ada did; in the quiz two answers of three pass.
set local session_replication_role = replica;
update learn.quizzes set passing_score = 60;
set local session_replication_role = origin;
create function pg_temp.journal(lesson text) returns text[] language sql as $$
    select array_agg(format('%s %s', e.source_type, e.details - '{streak,difficulty}'::text[]) order by e.source_type)
    from learn.xp_events as e
    where e.user_id = test.learn_id('bob') and e.source_id = test.learn_id(lesson)::text
$$;
create function pg_temp.hand_in(questions text[]) returns integer language plpgsql as $$
declare
    attempt constant uuid := (learn.begin_quiz(test.learn_id('basics quiz quiz'))).id;
begin
    perform learn.answer_question(attempt, test.learn_id('basics quiz ' || q.question),
                array(select test.learn_id('basics quiz ' || o) from unnest(q.options) as o), q.said)
    from (values ('q1', '{q11}'::text[], null), ('q2', '{q21,q22}', null), ('q3', '{}', 'wei')) as q (question, options, said)
    where q.question = any (questions);
    return (learn.submit_quiz(attempt)).score;
end
$$;
select test.learn_act('bob');
select learn.enroll(test.learn_id('basics')), learn.record_progress(test.learn_id('basics intro'), 100);
select learn.submit_code(test.learn_id('basics code exercise'), 'contract A {}');
select learn.record_test_results((learn.claim_submission()).id, test.learn_results('basics code', '{true,true}'));

select is(
    pg_temp.journal('basics code'),
    '{"LESSON {\"base\": 100, \"penalty\": 0, \"performance\": 1.5}","PROJECT {\"base\": 300, \"penalty\": 0, \"performance\": 1.5}"}'::text[],
    'who takes no hint pays for none'
);
select is(pg_temp.hand_in('{q1,q2}'), 66, 'a quiz may be passed');
select is(
    pg_temp.journal('basics quiz'), '{"LESSON {\"base\": 100, \"penalty\": 0, \"performance\": 0.8}"}'::text[],
    'which brings what a lesson brings'
);
select is(pg_temp.hand_in('{q1,q2,q3}'), 100, 'or all of it be right');
select is(
    pg_temp.journal('basics quiz'),
    '{"LESSON {\"base\": 100, \"penalty\": 0, \"performance\": 0.8}","QUIZ {\"base\": 150, \"penalty\": 0, \"performance\": 1.5}"}'::text[],
    'which brings 150 more'
);

select is(
    learn.award_points(test.learn_id('zoe'), 'LESSON', 'a', 100, 92, 'EXPERT', 7), 253,
    'points are floor(base × streak × difficulty × performance), less the penalty'
);
select is(learn.award_points(test.learn_id('zoe'), 'LESSON', 'a', 100), 0, 'a source brings points once');
select is(learn.award_points(test.learn_id('zoe'), 'LESSON', 'b', 10, 100, 'BEGINNER', 500), 1, 'a penalty leaves one');

insert into learn.user_streak_days (user_id, day)
select test.learn_id('zoe'), date '2026-01-01' + n from generate_series(0, 39) as n;

select is(
    learn.award_points(test.learn_id('zoe'), 'LESSON', 'c', 100, 10), 240,
    'a long streak triples, and no more; a weak performance takes a fifth away'
);

select test.learn_user('pia');
select is(
    array(select learn.award_points(test.learn_id('pia'), 'LESSON', p::text, 100, p)
          from unnest('{100,95,94,90,89,80,79,70,69,0}'::integer[]) with ordinality as given (p, place) order by place),
    '{150,150,130,130,110,110,100,100,80,80}', 'what a performance is worth goes by steps'
);
select is(
    array(select learn.award_points(test.learn_id('pia'), 'LESSON', d, 100, 70, d)
          from unnest('{BEGINNER,INTERMEDIATE,ADVANCED,EXPERT}'::text[]) with ordinality as given (d, place) order by place),
    '{100,120,150,200}', 'and so does a difficulty'
);
insert into learn.user_streak_days (user_id, day) values (test.learn_id('pia'), '2026-01-01'), (test.learn_id('pia'), '2026-01-02');
select is(learn.award_points(test.learn_id('pia'), 'LESSON', 'second day', 100, 70), 110, 'the second day in a row adds a tenth');

insert into learn.xp_events (user_id, source_type, source_id, amount) values (test.learn_id('zoe'), 'CORRECTION', 'd', 506);

select is(pg_temp.stands('zoe'), '1000 points, level 2', 'a level is reached with its first point');

select throws_ok(
    $$insert into learn.xp_events (user_id, source_type, source_id, amount) values (test.learn_id('zoe'), 'CORRECTION', 'e', -1001)$$,
    '23514', 'new row for relation "users" violates check constraint "users_xp_is_not_negative"',
    'nobody has less than no points'
);

create temporary table beginner as select ctid as place from learn.users where name = 'max';
update learn.level_thresholds set xp_required = 100 where level = 2;

select is(pg_temp.stands('ada'), '150 points, level 2', 'when the thresholds change, so do the levels');
select is((select ctid from learn.users where name = 'max'), place, 'and nobody else is written') from beginner;

update learn.level_thresholds set xp_required = 1 where level = 2;
select test.learn_user('lea');
insert into learn.xp_events (user_id, source_type, source_id, amount)
values (test.learn_id('lea'), 'CORRECTION', 'one', 1), (test.learn_id('lea'), 'CORRECTION', 'none', -1);

select is(pg_temp.stands('lea'), '0 points, level 1', 'who has nothing is at the first level, wherever the second begins');

set constraints all immediate;

select throws_ok(
    $$update learn.xp_events set amount = 1000$$,
    'LNG01', 'the journal of points is append-only: update refused', 'an event is not changed'
);
select throws_ok(
    $$delete from learn.xp_events$$,
    'LNG01', 'the journal of points is append-only: delete refused', 'nor removed'
);
select throws_ok(
    $$truncate learn.xp_events$$,
    'LNG01', 'the journal of points is append-only: truncate refused', 'nor all of them'
);

select throws_ok(
    format('update learn.users set xp = 5000 where id = %L', test.learn_id('zoe')),
    'LNG02',
    format('user %s has 5000 points, level 2 and a streak of 40 days; the journal says 1000, 2 and 40', test.learn_id('zoe')),
    'who writes points beside the journal is refused when the transaction ends'
);
select throws_ok(
    format('update learn.users set streak = 41 where id = %L', test.learn_id('zoe')),
    'LNG02',
    format('user %s has 1000 points, level 2 and a streak of 41 days; the journal says 1000, 2 and 40', test.learn_id('zoe')),
    'and so is who writes a streak'
);

set constraints all deferred;
delete from learn.xp_events where user_id = test.learn_id('zoe');
delete from learn.users where id = test.learn_id('zoe');
set constraints all immediate;

select is_empty(
    $$select from learn.xp_events where user_id = test.learn_id('zoe')$$,
    'the journal of a person goes with the person, before or after'
);

select * from finish();
rollback;
