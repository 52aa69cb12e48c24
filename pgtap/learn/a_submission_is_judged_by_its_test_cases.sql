begin;
select plan(28);

select test.learn_course('other'), test.learn_course();
select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));

create temporary table handed_in as
    select n, learn.submit_code(test.learn_id('basics code exercise'), 'contract A' || n || ' {}') as id
    from generate_series(1, 4) as n;

create function pg_temp.submission(n integer) returns uuid language sql as $$
    select id from handed_in where handed_in.n = submission.n
$$;

select is((select count(*) from learn.code_submissions where status = 'PENDING'), 4::bigint, 'what is handed in waits');
select is((learn.claim_submission()).id, pg_temp.submission(1), 'a worker takes the oldest');
select is((learn.claim_submission()).id, pg_temp.submission(2), 'the next one the next');
select throws_ok(
    $$select learn.record_test_results(pg_temp.submission(3), '[]')$$,
    'LNX02', format('submission %s is PENDING, and not being tested', pg_temp.submission(3)),
    'what nobody claimed is not judged'
);
select throws_ok(
    $$select learn.record_test_results(pg_temp.submission(1), test.learn_results('basics code', '{true}'))$$,
    'LNX03', '1 results for 2 test cases', 'nor without all its test cases'
);
select throws_ok(
    $$select learn.record_test_results(pg_temp.submission(1), test.learn_results('basics code', '{true}') || test.learn_results('basics code', '{true}'))$$,
    'LNX03', '2 results for 2 test cases', 'nor with one of them twice'
);
select lives_ok($$select learn.advance_submission(pg_temp.submission(1), 'TESTING')$$, 'its stages follow each other');
select is((select status from learn.code_submissions where id = pg_temp.submission(2)), 'COMPILING', 'each for itself');
select throws_ok(
    $$select learn.advance_submission(test.learn_id('nothing'), 'TESTING')$$,
    'LNX01', format('there is no submission %s', test.learn_id('nothing')), 'what was not handed in has none'
);
select throws_ok(
    format('select learn.advance_submission(pg_temp.submission(1), %L)', status),
    'LNX02', format('a submission that is TESTING does not become ''%s''', status), format('and do not lead back to %s', status)
)
from unnest(array['COMPILED', 'PASSED']) as status;
select is(
    (select row(r.status, r.score, r.tests_passed, r.tests_total)::text
     from learn.record_test_results(pg_temp.submission(1), test.learn_results('basics code', '{true,false}')) as r),
    '(FAILED,25,1,2)', 'test cases count by their weight'
);
select throws_ok(
    $$select learn.record_test_results(pg_temp.submission(1), test.learn_results('basics code', '{true,true}'))$$,
    'LNX02', format('submission %s is FAILED, and not being tested', pg_temp.submission(1)), 'a verdict stands'
);
select is(
    (select row(p.status, p.attempts, p.score)::text from learn.user_progress as p), '(FAILED,4,25)', 'and counts for the lesson'
);
select is(
    (select row(r.status, r.score)::text
     from learn.record_test_results(pg_temp.submission(2), test.learn_results('basics code', '{false,true}')) as r),
    '(PASSED,75)', 'enough of the weight passes'
);
select is(
    (select row(p.status, p.completion_percentage, p.score)::text from learn.user_progress as p), '(COMPLETED,100,75)',
    'and completes the lesson'
);
select lives_ok($$select learn.fail_submission(pg_temp.submission(3), 'no compiler')$$, 'what cannot be tested gets no score');
select throws_ok(
    $$select learn.fail_submission(pg_temp.submission(3), 'again')$$,
    'LNX02', format('there is no submission %s that waits for a verdict', pg_temp.submission(3)), 'once'
);
select learn.claim_submission();
select is(
    (select array[(learn.claim_submission()).id, (learn.claim_submission(interval '0')).id]),
    array[null, pg_temp.submission(4)], 'what a worker left behind is given out again, and not before its time'
);

select throws_ok(
    $$select learn.submit_code(test.learn_id('nothing'), 'contract A {}')$$,
    'LNX01', format('there is no exercise %s', test.learn_id('nothing')), 'what is not there is not worked on'
);
select throws_ok(
    $$select learn.record_test_results(test.learn_id('nothing'), '[]')$$,
    'LNX01', format('there is no submission %s', test.learn_id('nothing')), 'nor judged'
);

-- Its bounds, at which it passes.
set local session_replication_role = replica;
update learn.exercises set passing_score = 75, gas_target = 1000 where id = test.learn_id('basics code exercise');
set local session_replication_role = origin;
create function pg_temp.judged(passed boolean[], gas bigint) returns text language plpgsql as $$
declare
    handed constant uuid := learn.submit_code(test.learn_id('basics code exercise'), 'contract B {}');
begin
    perform learn.claim_submission();
    return (select row(r.status, r.score, r.gas_used)::text
            from learn.record_test_results(handed, test.learn_results('basics code', passed, gas)) as r);
end
$$;
select test.learn_act('bob');
select learn.enroll(test.learn_id('basics'));
select learn.record_progress(test.learn_id('basics intro'), 40);
select is(pg_temp.judged('{false,false}', 1), '(FAILED,0,2)', 'what passes no test case has no score');
select is(pg_temp.judged('{false,true}', 501), '(FAILED,75,1002)', 'too much gas fails, whatever the score');
select is(pg_temp.judged('{false,true}', 500), '(PASSED,75,1000)', 'as much gas and as little score as are allowed pass');
select is(pg_temp.judged('{false,true}', 400), '(PASSED,75,800)', 'less gas does, too');
select results_eq(
    $$select u.name, l.slug, p.status, p.attempts, p.score, p.code_snapshot
      from learn.user_progress as p join learn.users as u on u.id = p.user_id join learn.lessons as l on l.id = p.lesson_id
      order by u.name, l.slug$$,
    $$values ('ada', 'code', 'COMPLETED', 4, 75, 'contract A4 {}'), ('bob', 'code', 'COMPLETED', 4, 75, 'contract B {}'),
             ('bob', 'intro', 'IN_PROGRESS', 0, null, null)$$,
    'it counts for who handed it in, and for its lesson'
);

-- What is judged after its course was dropped, by ivy, who learns here, while others still take it.
select test.learn_act('ivy');
select learn.enroll(test.learn_id('basics'));
select learn.submit_code(test.learn_id('basics code exercise'), 'contract C {}');
select learn.drop_course(test.learn_id('basics'));
select lives_ok(
    $$select learn.record_test_results((learn.claim_submission()).id, test.learn_results('basics code', '{true,true}'))$$,
    'a verdict may come after the course was dropped'
);
select results_eq(
    $$select s.status, p.status, p.attempts, p.score
      from learn.code_submissions as s join learn.user_progress as p using (user_id, lesson_id)
      where s.user_id = test.learn_id('ivy')$$,
    $$values ('PASSED', 'IN_PROGRESS', 1, null::integer)$$, 'and stands, though the lesson stands still'
);

select * from finish();
rollback;
