begin;
select plan(49);

select test.learn_course(), test.learn_user('zoe'), test.learn_user('tom'), test.learn_user('sue');
select test.learn_draft(slug, 'ivy', '{l1,l2}') from unnest('{after,beside,crowd,draft}'::text[]) as slug;
insert into learn.modules (id, course_id, version_id, slug, title, description, position)
values (test.learn_id('after more'), test.learn_id('after'), test.learn_id('after 1'), 'more', 'More', '', 2);
insert into learn.lessons (course_id, version_id, module_id, slug, title, description, type, position)
values (test.learn_id('after'), test.learn_id('after 1'), test.learn_id('after more'), 'm1', 'm1', '', 'THEORY', 1);
insert into learn.course_prerequisites (course_id, prerequisite_id) values (test.learn_id('after'), test.learn_id('basics'));
select test.learn_publish(slug) from unnest('{after,beside,crowd}'::text[]) as slug;

create function pg_temp.found(who text) returns text language sql as $$
    select string_agg(format('%s %s %s', coalesce(c.slug, l.slug), f.reason, f.score), ', ' order by f.score desc, c.slug)
    from learn.reasons_to_recommend(test.learn_id(who)) as f
    left join learn.courses as c on c.id = f.course_id
    left join learn.lessons as l on l.id = f.lesson_id
$$;
create function pg_temp.mine() returns text language sql as $$
    select string_agg(format('%s %s', r.title, r.reason), ', ') from learn.my_recommendations() as r
$$;

select is(pg_temp.found('ada'), null, 'of nothing nothing follows');

-- Many take crowd, one takes beside.
select test.learn_act(name), learn.enroll(test.learn_id('crowd')) from unnest('{zoe,tom,sue}'::text[]) as name;
select test.learn_act('tom');
select learn.enroll(test.learn_id('beside'));
select test.learn_act('sue');
select learn.drop_course(test.learn_id('crowd'));
select is(learn.refresh_popularity(), 'run', 'who takes what is counted');
set local session_replication_role = replica;
update learn.course_enrollments set enrolled_at = now() - interval '90 days'
where user_id = test.learn_id('zoe') and course_id = test.learn_id('crowd');
select set_eq(
    'select course_id, learners from learn.counted_learners()', $$values (test.learn_id('crowd'), 2), (test.learn_id('beside'), 1)$$,
    'an enrolment is new for ninety days'
);
update learn.course_enrollments set enrolled_at = enrolled_at - interval '1 microsecond'
where user_id = test.learn_id('zoe') and course_id = test.learn_id('crowd');
select set_eq(
    'select course_id, learners from learn.counted_learners()', $$values (test.learn_id('crowd'), 1), (test.learn_id('beside'), 1)$$,
    'and no longer'
);
update learn.course_enrollments set enrolled_at = now();
set local session_replication_role = origin;
select is(learn.refresh_popularity(), 'done', 'once an hour');
select is(pg_temp.found('ada'), 'crowd POPULAR 0.300, beside POPULAR 0.150', 'what many take, by how many; who dropped it does not count');

select test.learn_act('ada');
select learn.enroll(test.learn_id('basics'));
select is(
    pg_temp.found('ada'), 'intro NEXT_LESSON 0.9, crowd POPULAR 0.300, beside POPULAR 0.150', 'the first lesson of what was begun'
);
select learn.record_progress(test.learn_id('basics intro'), 100);
set local session_replication_role = replica;
update learn.lessons set content = '{"concepts": ["reentrancy", "gas"]}' where id = test.learn_id('basics code');
set local session_replication_role = origin;
insert into learn.concept_mastery (user_id, concept, mastery_level)
values (test.learn_id('ada'), 'reentrancy', 0.2), (test.learn_id('ada'), 'gas', 0.5), (test.learn_id('bob'), 'gas', 0);
select is(
    pg_temp.found('ada'), 'quiz NEXT_LESSON 0.9, code WEAK_CONCEPT 0.850, crowd POPULAR 0.300, beside POPULAR 0.150',
    'then the next; and lessons about what one is weak at'
);
update learn.concept_mastery set mastery_level = 0.5 where user_id = test.learn_id('ada');
select is(
    pg_temp.found('ada'), 'quiz NEXT_LESSON 0.9, crowd POPULAR 0.300, beside POPULAR 0.150', 'half of it known is not weak'
);
update learn.concept_mastery set mastery_level = 0.9 where user_id = test.learn_id('ada');
select is(
    pg_temp.found('ada'), 'quiz NEXT_LESSON 0.9, crowd POPULAR 0.300, beside POPULAR 0.150', 'nor is more'
);
update learn.lessons set unlock_at = now() + interval '1 day' where id in (test.learn_id('basics quiz'), test.learn_id('basics code'));
select is(pg_temp.found('ada'), 'crowd POPULAR 0.300, beside POPULAR 0.150', 'what is locked is not recommended');
update learn.lessons set unlock_at = null;
select test.learn_act('ivy'), learn.draft_course_version(test.learn_id('basics'), '2.0.0');
select results_eq(
    $$select l.lesson_id from learn.reasons_to_recommend(test.learn_id('ada')) as l where l.lesson_id is not null$$,
    $$select test.learn_id('basics quiz')$$, 'nor is what another version of the course will have'
);
select test.learn_act('ada');

-- ada and tom complete basics, tom takes beside; what comes after basics is open now.
set local session_replication_role = replica;
insert into learn.course_enrollments
    (user_id, course_id, version_id, lesson_count, status, completed_at, lessons_completed, percentage_sum, completion_percentage)
values (test.learn_id('tom'), test.learn_id('basics'), test.learn_id('basics 1'), 3, 'COMPLETED', now(), 3, 300, 100);
select is(
    pg_temp.found('ada'), 'quiz NEXT_LESSON 0.9, crowd POPULAR 0.300, beside POPULAR 0.150', 'who completed what one is still at is no companion'
);
update learn.course_enrollments
set status = 'COMPLETED', completed_at = now(), lessons_completed = 3, percentage_sum = 300, completion_percentage = 100
where user_id = test.learn_id('ada');
set local session_replication_role = origin;
select is(
    pg_temp.found('ada'), 'after PREREQUISITE 0.8, beside SIMILAR_LEARNERS 0.700, crowd SIMILAR_LEARNERS 0.700',
    'what was completed opens what comes after it, and others who completed it took something else; each thing once, for its best reason'
);
update learn.courses set status = 'ARCHIVED' where slug = 'crowd';
select is(pg_temp.found('ada'), 'after PREREQUISITE 0.8, beside SIMILAR_LEARNERS 0.700', 'what is not published is not recommended');
update learn.courses set status = 'PUBLISHED' where slug = 'crowd';

select test.uses_index(
    $$select user_id from learn.course_enrollments where course_id = test.learn_id('basics') and version_id = test.learn_id('basics 1')
      and status = 'COMPLETED' order by completed_at desc limit 1$$,
    'course_enrollments_completed_idx', 'the last who completed a course are found by an index'
);

-- What a person is shown.
select is(
    pg_temp.mine(), 'after PREREQUISITE, beside SIMILAR_LEARNERS, crowd SIMILAR_LEARNERS', 'a person is shown what there is, the strongest first'
) where test.learn_id('x') is not null and (select count(*) from learn.recommendations) = 0;
select is((select string_agg(distinct status, ',') from learn.recommendations), 'SHOWN', 'and what was shown is told');
select is((select count(*) from learn.my_recommendations(1)), 1::bigint, 'as much as is asked for');
select learn.enroll(test.learn_id('after'));
select is(
    pg_temp.mine(), 'beside SIMILAR_LEARNERS, crowd SIMILAR_LEARNERS', 'what was taken since is not shown, also before they are made anew'
);
select learn.decide_recommendation(id, false) from learn.recommendations where course_id = test.learn_id('beside');
select learn.decide_recommendation(id, true) from learn.recommendations where course_id = test.learn_id('crowd');
select is(pg_temp.mine(), 'l1 NEXT_LESSON', 'what was decided is not shown again; when nothing of the day is left they are made anew');
select is(learn.recommend(test.learn_id('ada')), 1, 'and counts no more');
select results_eq(
    'select status from learn.recommendations where course_id is not null order by status', array['ACCEPTED', 'DISMISSED'],
    'what is no reason any more is gone, what was decided stays'
);
select learn.record_progress(test.learn_id('after l1'), 50);
select is(pg_temp.mine(), 'l1 NEXT_LESSON', 'a lesson is shown until it is completed');
select learn.record_progress(test.learn_id('after l1'), 100);
select is_empty(
    $$select from learn.recommendations_of(test.learn_id('ada'), 10)$$, 'and then no more, also before they are made anew'
);
select is(pg_temp.mine(), 'l2 NEXT_LESSON', 'it gives way to the next of its module') where learn.recommend(test.learn_id('ada')) = 1;
select results_eq(
    'select lesson_id from learn.recommendations where lesson_id is not null', $$select test.learn_id('after l2')$$,
    'and is not kept beside it'
);
update learn.recommendations set expires_at = now(), created_at = now() - interval '1 day' where status = 'SHOWN';
select is(pg_temp.mine(), 'l2 NEXT_LESSON', 'what has ended is made anew');

insert into learn.concept_mastery (user_id, concept) values (test.learn_id('ada'), 'storage');
set local session_replication_role = replica;
update learn.lessons set content = '{"concepts": ["storage"]}' where id = test.learn_id('after l2');
set local session_replication_role = origin;
select is(pg_temp.mine(), 'l2 NEXT_LESSON', 'on the same day they stay as they are');
update learn.recommendations set expires_at = now() + interval '29 days' where status = 'SHOWN';
select is(pg_temp.mine(), 'l2 WEAK_CONCEPT', 'after a day they are made anew');
update learn.concept_mastery set mastery_level = 1 where concept = 'storage';
update learn.recommendations set expires_at = now() + interval '1 day' where status = 'SHOWN';
select is(pg_temp.mine(), 'l2 NEXT_LESSON', 'and so they are after many');
update learn.concept_mastery set mastery_level = 0 where concept = 'storage';
update learn.recommendations set status = 'NEW' where lesson_id is not null;
select is(learn.recommend(test.learn_id('ada')), 1, 'what was not shown yet is made anew, too');
select is(pg_temp.mine(), 'l2 WEAK_CONCEPT', 'and then shown as it is now');
select learn.decide_recommendation(id, false) from learn.recommendations where lesson_id is not null;
select is(learn.recommend(test.learn_id('ada')), 0, 'a lesson that was decided is not made anew');

select test.learn_act('bob');
select throws_ok(
    format('select learn.decide_recommendation(%L, true)', id), 'LNI04', format('there is no recommendation %s for the actor', id),
    'nobody decides for another'
) from learn.recommendations where lesson_id is not null limit 1;
select is(pg_temp.mine(), 'crowd POPULAR, beside POPULAR', 'who is new is shown what many take');
select is((select count(*) from learn.recommendations where user_id = test.learn_id('bob')), 2::bigint, 'and has recommendations of the own');
select test.learn_act(null);
select throws_ok(
    'select learn.my_recommendations()', 'LN001', 'nobody acts in this transaction, or somebody who is not an active user', 'nobody has none'
);

select test.learn_act('bob');
insert into learn.recommendations (id, user_id, course_id, reason, score)
values (test.learn_id('stale'), test.learn_id('bob'), test.learn_id('draft'), 'POPULAR', 0.9);
select learn.recommend(test.learn_id('bob'));
select is_empty($$select from learn.recommendations where id = test.learn_id('stale')$$, 'what has no reason any more goes, shown or not');
select results_eq(
    'select status from learn.recommendations where user_id <> test.learn_id(''bob'') order by status', '{ACCEPTED,DISMISSED,DISMISSED}'::text[],
    'but not what somebody else was recommended'
);
select isnt_empty('select learn.my_recommendations(1)', 'who asks for one gets one');
select is_empty('select learn.my_recommendations(0)', 'and who asks for none gets none');
delete from learn.recommendations where user_id = test.learn_id('bob');
insert into learn.recommendations (user_id, course_id, reason, score, status)
values (test.learn_id('bob'), test.learn_id('draft'), 'POPULAR', 0.9, 'ACCEPTED');
create function pg_temp.of_bob() returns text language sql as $$
    select string_agg(format('%s %s', c.slug, r.status), ', ' order by c.slug)
    from learn.recommendations as r join learn.courses as c on c.id = r.course_id
    where r.user_id = test.learn_id('bob')
$$;
select count(*) from learn.my_recommendations(1);
select is(pg_temp.of_bob(), 'beside NEW, crowd SHOWN, draft ACCEPTED', 'what was not asked for was not shown, and what was accepted stays');
select is(learn.recommend(test.learn_id('bob')), 2, 'both are made anew');
select is(pg_temp.of_bob(), 'beside NEW, crowd SHOWN, draft ACCEPTED', 'and stay what they were');
update learn.recommendations set created_at = now() - interval '1 day', expires_at = now()
where user_id = test.learn_id('bob') and course_id = test.learn_id('beside');
insert into learn.recommendations (user_id, course_id, reason, score, created_at, expires_at)
values (test.learn_id('bob'), test.learn_id('basics'), 'POPULAR', 0.5, now() - interval '1 day', now() - interval '1 microsecond');
select is(pg_temp.mine(), 'crowd POPULAR', 'what has ended, now or before, is not shown beside what has not');

-- Of very many who completed the same, the latest thousand are companions; tom was the first.
create function pg_temp.similar() returns bigint language sql as $$
    select count(*) from learn.reasons_to_recommend(test.learn_id('eve')) as f where f.reason = 'SIMILAR_LEARNERS'
$$;
set local session_replication_role = replica;
insert into learn.course_enrollments
    (user_id, course_id, version_id, lesson_count, status, completed_at, lessons_completed, percentage_sum, completion_percentage)
select id, test.learn_id('draft'), test.learn_id('draft 1'), 2, 'COMPLETED', at, 2, 200, 100
from (select test.learn_id('eve'), now() union all select test.learn_id('tom'), now() - interval '1 day'
      union all select md5('c' || n)::uuid, now() from generate_series(1, 999) as n) as c (id, at);
select cmp_ok(pg_temp.similar(), '>', 0::bigint, 'what the first of a thousand takes is recommended');
insert into learn.course_enrollments
    (user_id, course_id, version_id, lesson_count, status, completed_at, lessons_completed, percentage_sum, completion_percentage)
values (test.learn_id('sue'), test.learn_id('draft'), test.learn_id('draft 1'), 2, 'COMPLETED', now(), 2, 200, 100);
delete from learn.course_enrollments where user_id = test.learn_id('sue') and course_id <> test.learn_id('draft');
select is(pg_temp.similar(), 0::bigint, 'and not when another thousand came after');
insert into learn.recommendations (user_id, lesson_id, reason, score)
select test.learn_id('zoe'), md5('l' || n)::uuid, 'WEAK_CONCEPT', 0.9 from generate_series(1, 101) as n;
select test.learn_act('zoe');
select is((select count(*) from learn.my_recommendations(1000)), 100::bigint, 'a person is shown a hundred at most');
set local session_replication_role = origin;

select * from finish();
rollback;
