begin;
select plan(16);

select test.learn_course(), test.learn_user('sam', 'INSTRUCTOR'), test.learn_user('zoe');
select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));

select throws_ok(
    $$select learn.certify_skills(test.learn_id('ada'), test.learn_id('basics'), '{gas}')$$, 'LN002',
    'a user in role STUDENT may not do this: it takes courses:edit', 'nobody certifies the own skills'
);
select test.learn_act('sam');
select throws_ok(
    $$select learn.certify_skills(test.learn_id('ada'), test.learn_id('basics'), '{gas}')$$, 'LN002',
    'this course is somebody else''s', 'nor does who teaches something else'
);
select test.learn_act('ivy');
select throws_ok(
    $$select learn.certify_skills(test.learn_id('zoe'), test.learn_id('basics'), '{gas}')$$, 'LNT03',
    format('no skills of %s in course %s can be certified', test.learn_id('zoe'), test.learn_id('basics')), 'of somebody who takes the course'
);
select throws_ok(
    format('select learn.certify_skills(test.learn_id(''ada''), test.learn_id(''basics''), %L)', skills), 'LNT03',
    format('no skills of %s in course %s can be certified', test.learn_id('ada'), test.learn_id('basics')), 'skills that are named'
)
from unnest(array['{}', '{" "}']) as skills;
create temporary table issued as
    select learn.certify_skills(test.learn_id('ada'), test.learn_id('basics'), '{gas,storage}', now() + interval '1 year') as code;
select results_eq(
    $$select holder, course, version, valid_until, status from issued, learn.verify_certificate(code)$$,
    $$values ('ada', 'basics', '1.0.0', now() + interval '1 year', 'VALID')$$, 'whoever teaches the course certifies them'
);
select results_eq('select type, skills from learn.certificates', $$values ('SKILL', '{gas,storage}'::text[])$$, 'by name');
select throws_ok(
    $$select learn.certify_skills(test.learn_id('ada'), test.learn_id('basics'), '{gas}')$$, 'LNT03',
    format('no skills of %s in course %s can be certified', test.learn_id('ada'), test.learn_id('basics')), 'once'
);

select throws_ok(
    format('select learn.record_certificate_token(%L, ''polygon'', ''0x12'', ''7'', ''0x34'')', id), '23514', null::text,
    'a token is one of the kind that there is'
) from learn.certificates;
select learn.record_certificate_token(id, 'polygon', '0x' || repeat('Ab', 20), '7', '0x' || repeat('cd', 32), 'Qm7') from learn.certificates;
select results_eq(
    'select network, contract_address, token_id, transaction_hash, ipfs_hash from learn.certificates',
    $$values ('polygon', '0x' || repeat('Ab', 20), '7', '0x' || repeat('cd', 32), 'Qm7')$$, 'and written down'
);
select throws_ok(
    format('select learn.record_certificate_token(%L, ''polygon'', null, ''8'', null)', id), 'LNT04',
    format('there is no certificate %s that waits for a token', id), 'once'
) from learn.certificates;

select test.learn_act('max');
select learn.revoke_certificate(id, 'forgotten') from learn.certificates;
update learn.certificates set transaction_hash = null;
select throws_ok(
    format('select learn.record_certificate_token(%L, ''polygon'', null, ''8'', null)', id), 'LNT04',
    format('there is no certificate %s that waits for a token', id), 'for one that holds'
) from learn.certificates;
select isnt(
    learn.certify_skills(test.learn_id('ada'), test.learn_id('basics'), '{gas}'), code, 'what was revoked may be certified again'
) from issued;
select is((select count(*) from learn.certificates where revoked_at is null), 1::bigint, 'for good, unless a day is given');

select test.learn_act('ada');
select learn.drop_course(test.learn_id('basics'));
update learn.certificates set revoked_at = now(), revocation_reason = 'dropped' where revoked_at is null;
select test.learn_act('ivy');
select throws_ok(
    $$select learn.certify_skills(test.learn_id('ada'), test.learn_id('basics'), '{gas}')$$, 'LNT03',
    format('no skills of %s in course %s can be certified', test.learn_id('ada'), test.learn_id('basics')), 'not of who dropped the course'
);
select is((select max(valid_until) from learn.certificates where skills = '{gas}'), null, 'as it was said');

select * from finish();
rollback;
