begin;
select plan(7);

select test.learn_world();
insert into learn.community_comments (id, post_id, author_id, body)
values (test.learn_id('mention'), test.learn_id('post'), test.learn_id('bob'), 'ada@example.com asked me, too');

select is_empty('select * from privacy.gaps()', 'everything that belongs to a person is described');
-- Erasing deletes children before their parents, with row_security off: triggers of the journals must let it pass.
select lives_ok(
    $$select * from privacy.erase('learn.user:ada@example.com', dry_run => false)$$, 'a learner is erased'
);
select is_empty(
    $$select from learn.users where name = 'ada'$$, 'the account is gone'
);
select is(
    (select array[
        (select count(*) from learn.course_enrollments), (select count(*) from learn.user_progress),
        (select count(*) from learn.quiz_answer_options), (select count(*) from learn.code_submissions),
        (select count(*) from learn.certificates), (select count(*) from learn.lesson_notes),
        (select count(*) from learn.ai_tutor_messages), (select count(*) from learn.xp_events),
        (select count(*) from learn.user_pii), (select count(*) from learn.auth_sessions),
        (select count(*) from learn.verification_tokens), (select count(*) from learn.rate_limit_counters)
    ]),
    array_fill(0::bigint, array[12]), 'with all that was only hers'
);
select results_eq(
    $$select author_id, title, body from learn.community_posts$$,
    $$values (null::uuid, '[erased]', '[erased]')$$, 'what others answered stays under a post without author and text'
);
select set_eq(
    $$select body from learn.community_comments$$,
    array['Because.', '[erased]', '[erased] asked me, too'], 'what others wrote stays, without the address'
);
select set_eq(
    $$select s.owner_id, m.author_id, m.content from learn.collaboration_sessions as s join learn.chat_messages as m on m.session_id = s.id$$,
    $$values (null::uuid, null::uuid, '[erased]'), (null, test.learn_id('bob'), 'Hi')$$,
    'the session goes on without her, and so does what the others said'
);

select * from finish();
rollback;
