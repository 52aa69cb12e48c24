begin;
select plan(17);

-- Words that stand nowhere but in what students must not see.
select test.learn_world();
set local session_replication_role = replica;
update learn.quiz_question_keys set accepted_answers = '{SECRET-answer}', explanation = 'SECRET-explanation';
update learn.exercise_solutions set solution_code = 'SECRET-solution';
update learn.exercise_test_cases set name = 'SECRET-test', input = '"SECRET-input"', expected = '"SECRET-expected"' where is_hidden;
update learn.exercise_hints set content = 'SECRET-hint' where level = 'EXPLICIT';
update learn.submission_test_results set actual = '"SECRET-actual"', message = 'SECRET-message'
where test_case_id = test.learn_id('basics code t2');
update learn.lessons set content = '{"body": "SECRET-draft"}' where version_id = test.learn_id('advanced 1');
update learn.lesson_notes set body = 'SECRET-note';
update learn.ai_tutor_messages set content = 'SECRET-question';
update learn.chat_messages set content = 'SECRET-chat';
set local session_replication_role = origin;

-- Everything that an actor reads, table by table, in all columns that are granted.
create function pg_temp.secrets(actor text) returns text[] language plpgsql as $$
declare
    relation text;
    columns text;
    found text[];
    secrets text[] := '{}';
begin
    perform test.learn_act(actor);
    for relation, columns in
        select c.relname, string_agg(quote_ident(a.attname), ', ')
        from pg_class as c join pg_attribute as a on a.attrelid = c.oid
        where c.relnamespace = 'learn'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
          and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('learn_user', c.oid, a.attnum, 'select')
        group by c.relname
    loop
        set local role learn_user;
        execute format('select array_agg(distinct m[1]) from (select %s from learn.%I) as t,
                        regexp_matches(t::text, ''SECRET-(\w+)'', ''g'') as m', columns, relation) into found;
        reset role;
        secrets := secrets || coalesce(found, '{}');
    end loop;
    return array(select distinct s from unnest(secrets) as s order by s);
end
$$;

select is(pg_temp.secrets(null), '{}'::text[], 'nobody reads no secret');
select is(pg_temp.secrets('bob'), '{chat}'::text[], 'a student reads what is said in a session one is in, and nothing else');
select is(pg_temp.secrets('ada'), '{chat,note,question}'::text[], 'who takes the course reads the own notes, and no answer');
select is(
    pg_temp.secrets('ivy'), '{actual,answer,chat,draft,expected,explanation,hint,input,message,solution,test}'::text[],
    'the author reads all of the course, and neither notes nor conversations'
);
select is(
    pg_temp.secrets('eve'), '{actual,answer,chat,draft,expected,explanation,hint,input,message,solution,test}'::text[],
    'an administrator reads neither notes nor conversations'
);

-- Functions that a student calls.
select test.learn_act('ada');
set local role learn_user;
select is_empty(
    $$
        select t from (
            select h::text from learn.available_hints(test.learn_id('basics code exercise')) as h
            union all select s::text from learn.syllabus(test.learn_id('basics')) as s
            union all select q::text from learn.begin_quiz(test.learn_id('basics quiz quiz')) as q
            union all select p::text from learn.open_lesson(test.learn_id('basics code')) as p
        ) as said (t)
        where t ~ 'SECRET'
    $$,
    'what functions tell about quizzes, exercises and hints holds no secret'
);
select throws_ok(
    format('select learn.%s', call), '42501', format('permission denied for function %s', split_part(call, '(', 1)),
    format('no student calls %s', call)
)
from unnest(array[
    'record_test_results(test.learn_id(''submission''), ''[]'')', 'claim_submission()',
    'what_is_missing(test.learn_id(''advanced 1''))', 'why_locked(test.learn_id(''bob''), test.learn_id(''basics intro''))'
]) as call;

-- Writing is no way to read: the refusal is the same whether the secret is there or not.
select throws_ok(
    $$insert into learn.quiz_correct_options values (test.learn_id('basics quiz q1'), test.learn_id('basics quiz q11'))$$,
    'LNC02', format('version 1.0.0 was published on %s and does not change', (now() at time zone 'UTC')::date),
    'a right option that is there is refused …'
);
select throws_ok(
    $$insert into learn.quiz_correct_options values (test.learn_id('basics quiz q1'), test.learn_id('basics quiz q12'))$$,
    'LNC02', format('version 1.0.0 was published on %s and does not change', (now() at time zone 'UTC')::date),
    '… like a wrong one'
);
select throws_ok(
    $$select password_hash from learn.users$$, '42501', 'permission denied for table users', 'no hash of a password is read'
);
select throws_ok(
    $$update learn.users set role = 'ADMIN'$$, '42501', 'permission denied for table users', 'nobody makes oneself an administrator'
);
select throws_ok(
    $$select learn.set_user_role(test.learn_id('ada'), 'ADMIN')$$,
    'LN002', 'a user in role STUDENT may not do this: it takes users:manage_roles', 'nor by a function'
);
-- A setting that anybody may set gives nobody a role.
select set_config('app.current_user_role', 'ADMIN', true);
select is_empty($$select from learn.exercise_solutions$$, 'nor by saying so');
reset role;
update learn.users set status = 'SUSPENDED' where name = 'eve';
select test.learn_act('eve');
set local role learn_user;
select is_empty($$select from learn.exercise_solutions$$, 'an administrator who was suspended is none');
reset role;

select * from finish();
rollback;
