begin;
select plan(19);

select test.learn_course();
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

select * from finish();
rollback;
