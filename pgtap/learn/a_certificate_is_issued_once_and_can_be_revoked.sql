begin;
select plan(22);

select test.learn_draft('basics', 'ivy', '{intro}')
from (select test.learn_user('ada'), test.learn_user('bob'), test.learn_user('max', 'MODERATOR'), test.learn_user('ivy', 'INSTRUCTOR')) as people;
select test.learn_publish('basics');
select test.learn_act('ada');
select throws_ok(
    $$select learn.issue_certificate(test.learn_id('basics'))$$,
    'LNT01', format('course %s is not completed: 0 of all lessons', test.learn_id('basics')), 'not for a course that is not taken'
);
select learn.enroll(test.learn_id('basics'));
select throws_ok(
    $$select learn.issue_certificate(test.learn_id('basics'))$$,
    'LNT01', format('course %s is not completed: 0 of 1 lessons', test.learn_id('basics')), 'nor for one that is not completed'
);
select learn.record_progress(test.learn_id('basics intro'), 100);
create temporary table issued as select learn.issue_certificate(test.learn_id('basics')) as code;
select matches(code, '^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$', 'its code can be read out') from issued;
select is(learn.issue_certificate(test.learn_id('basics')), code, 'asking again gives the same') from issued;
select is(
    (select count(distinct learn.new_verification_code()) from generate_series(1, 100)), 100::bigint, 'no code is like another'
);

select test.learn_act(null);
select results_eq(
    $$select holder, course, version, status from issued, learn.verify_certificate(code)$$,
    $$values ('ada', 'basics', '1.0.0', 'VALID')$$, 'anybody who has the code verifies it'
);
select isnt_empty(
    $$select from issued, learn.verify_certificate(lower(replace(translate(code, '01', 'OI'), '-', ' ')))$$,
    'as it was typed'
);
select is_empty(
    $$select * from learn.verify_certificate('00000-00000-00000-00000')$$, 'another code says nothing'
);

select test.learn_act('ivy');
select throws_ok(
    $$select learn.revoke_certificate(id, 'why not') from learn.certificates$$,
    'LN002', 'a user in role INSTRUCTOR may not do this: it takes users:edit', 'not everybody revokes'
);
select test.learn_act('max');
select lives_ok(
    $$select learn.revoke_certificate(id, 'copied') from learn.certificates$$, 'a moderator revokes it'
);
select throws_ok(
    $$select learn.revoke_certificate(id, 'again') from learn.certificates$$,
    'LNT02', format('there is no certificate %s that could be revoked', (select id from learn.certificates)), 'for good'
);
select results_eq(
    $$select status from issued, learn.verify_certificate(code)$$, array['REVOKED'], 'whoever verifies it is told'
);
select test.learn_act('ada');
select is(learn.issue_certificate(test.learn_id('basics')), code, 'asking again gives the revoked one') from issued;
update learn.certificates set revoked_at = null, revocation_reason = null, issued_at = now() - interval '2 days',
    valid_until = now();
select results_eq(
    $$select status from issued, learn.verify_certificate(code)$$, array['EXPIRED'], 'one whose time is over says so'
);

select test.learn_draft('other', 'ivy', '{intro}'), test.learn_publish('other');
select learn.enroll(test.learn_id('other'));
select throws_ok(
    $$select learn.issue_certificate(test.learn_id('other'))$$,
    'LNT01', format('course %s is not completed: 0 of 1 lessons', test.learn_id('other')), 'another course is completed for itself'
);
select test.learn_act('ivy');
select learn.certify_skills(test.learn_id('ada'), test.learn_id('other'), '{gas}');
select test.learn_act('ada');
select learn.record_progress(test.learn_id('other intro'), 100);
create temporary table others as select learn.issue_certificate(test.learn_id('other')) as code;
select results_eq(
    'select c.course_id, c.type from learn.certificates as c join others on c.verification_code = others.code',
    $$values (test.learn_id('other'), 'COURSE_COMPLETION')$$, 'and has a certificate of its own, beside that of its skills'
);
select is(learn.issue_certificate(test.learn_id('basics')), code, 'which changes nothing of the first') from issued;
select test.learn_act('bob'), learn.enroll(test.learn_id('basics'));
select throws_ok(
    $$select learn.issue_certificate(test.learn_id('basics'))$$,
    'LNT01', format('course %s is not completed: 0 of 1 lessons', test.learn_id('basics')), 'that somebody completed it is not enough'
);
select learn.record_progress(test.learn_id('basics intro'), 100);
select isnt(learn.issue_certificate(test.learn_id('basics')), code, 'whoever else completes the course has one of their own') from issued;

update learn.certificates as c set valid_until = now() - interval '1 second' from issued where c.verification_code = code;
select results_eq(
    $$select status from issued, learn.verify_certificate(code)$$, array['EXPIRED'], 'so does one whose time was over before'
);
update learn.certificates as c set valid_until = now() + interval '1 day' from issued where c.verification_code = code;
select results_eq(
    $$select holder, status from issued, learn.verify_certificate(code)$$, $$values ('ada', 'VALID')$$, 'up to then it is valid'
);
select test.learn_act('max');
select learn.revoke_certificate(id, 'copied') from learn.certificates where user_id = test.learn_id('bob');
select results_eq(
    $$select u.name, c.revoked_at, c.revocation_reason
      from learn.certificates as c join learn.users as u on u.id = c.user_id where c.revoked_at is not null$$,
    $$values ('bob', now(), 'copied')$$, 'what is revoked of one is no other''s'
);

select * from finish();
rollback;
