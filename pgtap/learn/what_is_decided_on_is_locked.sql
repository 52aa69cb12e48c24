begin;
select plan(7);

-- Who locks a row leaves a mark in its xmax, even when what was done is undone. So one session sees what another would wait
-- for. The calls are refused, or change nothing of the rows that they lock: what is written is marked by that.
select test.learn_world();
update learn.rate_limit_counters set hits = array(select now() from generate_series(1, 100)), action = 'search';
update learn.collaboration_sessions set joins_as = null;
insert into learn.collaboration_sessions (id, name, owner_id) values (test.learn_id('other session'), 'Other', test.learn_id('bob'));
insert into learn.chat_messages (session_id, author_id, content)
values (test.learn_id('other session'), test.learn_id('bob'), 'Hello');
insert into learn.course_enrollments (user_id, course_id, version_id, lesson_count)
values (test.learn_id('bob'), test.learn_id('basics'), test.learn_id('basics 1'), 3);
insert into learn.user_progress (user_id, lesson_id, course_id, version_id, module_id)
values (test.learn_id('bob'), test.learn_id('basics code'), test.learn_id('basics'), test.learn_id('basics 1'),
        test.learn_id('basics module'));
-- What is written anew is not locked any more by what made it; neither zoe nor yan was ever locked.
set local session_replication_role = replica;
update learn.users set name = name;
update learn.courses set slug = slug;
update learn.course_versions set version = version;
update learn.course_enrollments set status = status;
update learn.quiz_attempts set status = status;
update learn.code_submissions set status = status;
update learn.collaboration_sessions set name = name;
insert into learn.user_profiles (user_id) values (test.learn_user('zoe'));
select test.learn_user('yan');
insert into learn.code_submissions (id, user_id, lesson_id, exercise_id, code)
select test.learn_id('of bob'), test.learn_id('bob'), lesson_id, exercise_id, code from learn.code_submissions;
set local session_replication_role = origin;

create function pg_temp.marks() returns table (what text, mark xid) language sql as $$
    select 'user ' || name, xmax from learn.users
    union all
    select 'profile of ' || u.name, p.xmax from learn.user_profiles as p join learn.users as u on u.id = p.user_id
    union all
    select 'course ' || slug, xmax from learn.courses
    union all
    select 'version of ' || c.slug, v.xmax from learn.course_versions as v join learn.courses as c on c.id = v.course_id
    union all
    select 'enrolment of ' || u.name, e.xmax from learn.course_enrollments as e join learn.users as u on u.id = e.user_id
    union all
    select 'attempt', xmax from learn.quiz_attempts
    union all
    select case when id = test.learn_id('submission') then 'submission' else 'submission of bob' end, xmax from learn.code_submissions
    union all
    select case when id = test.learn_id('session') then 'session' else 'another session' end, xmax from learn.collaboration_sessions
    union all
    select 'counter', xmax from learn.rate_limit_counters
$$;

-- Where a reference is checked, its row is locked too, for the key alone: all rows are locked so before, unless that is what
-- is asked.
create function pg_temp.locked_by(actor text, call text, referred boolean default true) returns text language plpgsql as $$
declare
    before jsonb;
    said text;
begin
    perform test.learn_act(actor);
    if referred then
        perform from learn.users for key share;
        perform from learn.courses for key share;
        perform from learn.course_versions for key share;
        perform from learn.course_enrollments for key share;
        perform from learn.quiz_attempts for key share;
        perform from learn.code_submissions for key share;
        perform from learn.collaboration_sessions for key share;
    end if;
    select jsonb_object_agg(what, mark::text) into before from pg_temp.marks();
    begin
        execute call;
        raise exception 'done' using errcode = 'PT000';
    exception when others then
        said := sqlstate;
        if said !~ '^(PT|LN)' then
            raise;
        end if;
    end;
    return concat_ws(
        ': ', nullif(said, 'PT000'),
        (select string_agg(what, ', ' order by what) from pg_temp.marks() where mark::text <> before ->> what)
    );
end
$$;

-- Without a reference, before all others: what is locked once stays so.
select is(
    pg_temp.locked_by(null, format($$
        select learn.store_events(array[
            jsonb_populate_record(null::learn.analytics_inbox, jsonb_build_object(
                'id', %L, 'user_id', %L, 'session_id', %L, 'event_type', 'lesson_start', 'data', '{}'::jsonb, 'timestamp', now()
            ))
        ])
    $$, test.learn_id('an event'), test.learn_id('zoe'), test.learn_id('visit')), false),
    'profile of zoe, user zoe', 'people and their consent are held while their events are written'
);

select is(pg_temp.locked_by('ada', 'select'), '', 'who does nothing locks nothing');

select results_eq(
    $$select does, pg_temp.locked_by(actor, call) from (values
        (1, 'ivy', 'changes content', 'update learn.lessons set title = ''New'' where id = test.learn_id(''basics intro'')'),
        (2, 'eve', 'publishes again', 'select learn.publish_course_version(test.learn_id(''basics 1''))'),
        (3, 'eve', 'archives a draft', 'select learn.archive_course(test.learn_id(''advanced''))'),
        (4, 'eve', 'drafts beside a draft', 'select learn.draft_course_version(test.learn_id(''advanced''), ''2.0.0'')'),
        (5, 'bob', 'takes a draft', 'insert into learn.course_enrollments (user_id, course_id, version_id, lesson_count)
            values (test.learn_id(''bob''), test.learn_id(''advanced''), test.learn_id(''advanced 1''), 1)'),
        (6, 'ada', 'opens a lesson', 'select learn.open_lesson(test.learn_id(''basics intro''))'),
        (7, 'ada', 'goes on with a quiz', 'select learn.open_attempt(test.learn_id(''attempt''))'),
        (8, null, 'puts a submission back', 'select learn.advance_submission(test.learn_id(''submission''), ''PENDING'')'),
        (9, null, 'judges too early', 'select learn.record_test_results(test.learn_id(''submission''), ''[]'')'),
        (10, null, 'judges who did nothing else', 'select learn.record_test_results(test.learn_id(''of bob''), ''[]'')'),
        (11, 'ada', 'asks for a certificate', 'select learn.issue_certificate(test.learn_id(''basics''))'),
        (12, 'eve', 'certifies nothing', 'select learn.certify_skills(test.learn_id(''ada''), test.learn_id(''basics''), ''{}'')'),
        (13, 'eve', 'looks at the standing of another', 'select learn.require_standing(''users:edit'', test.learn_id(''ada''))')
    ) as calls (place, actor, does, call) order by place$$,
    $$values
        ('changes content', 'LNC02: version of basics'),
        ('publishes again', 'LNC03: course basics, version of basics'),
        ('archives a draft', 'LNC03: course advanced'),
        ('drafts beside a draft', 'LNC03: course advanced'),
        ('takes a draft', 'LNP01: course advanced, version of advanced'),
        ('opens a lesson', 'enrolment of ada'),
        ('goes on with a quiz', 'attempt, enrolment of ada'),
        ('puts a submission back', 'LNX02: submission'),
        ('judges too early', 'LNX02: enrolment of ada, submission'),
        ('judges who did nothing else', 'LNX02: enrolment of bob, submission of bob'),
        ('asks for a certificate', 'LNT01: enrolment of ada'),
        ('certifies nothing', 'LNT03: enrolment of ada'),
        ('looks at the standing of another', 'user ada')$$,
    'what is refused was locked before it was looked at, and nothing else'
);

select results_eq(
    $$select does, pg_temp.locked_by(actor, call) from (values
        (1, 'ada', 'writes beyond the end', 'insert into learn.session_operations
            (session_id, author_id, kind, position, length, client_version)
            values (test.learn_id(''session''), test.learn_id(''ada''), ''DELETE'', 0, 1000, 0)'),
        (2, 'eve', 'comes into a full room', 'insert into learn.session_participants (session_id, user_id, role)
            values (test.learn_id(''session''), test.learn_id(''eve''), ''VIEWER'')'),
        (3, 'ada', 'is in another role', 'select learn.hold_session(test.learn_id(''session''), ''{EDITOR}'')'),
        (4, 'eve', 'joins where nobody may', 'select learn.join_session(test.learn_id(''session''))'),
        (5, 'eve', 'leaves what she is not in', 'select learn.leave_session(test.learn_id(''session''))'),
        (6, 'max', 'moderates', 'select learn.require_session_owner(test.learn_id(''session''))'),
        (7, 'ada', 'keeps the document', 'select learn.take_snapshot(test.learn_id(''session''))'),
        (8, 'max', 'takes back a message', 'select learn.delete_message(test.learn_id(''message''))'),
        (9, 'ada', 'judges what she achieved', 'select learn.judge_achievements(test.learn_id(''bob''))'),
        (10, 'ada', 'does something too often', 'select learn.take_turn(test.learn_id(''ada'')::text, ''search'')'),
        (11, 'eve', 'looks into what she is not in', 'select learn.hold_session(test.learn_id(''session''))')
    ) as calls (place, actor, does, call) order by place$$,
    $$values
        ('writes beyond the end', 'LNS05: session'),
        ('comes into a full room', 'LNS04: session'),
        ('is in another role', 'LNS03: session'),
        ('joins where nobody may', 'LNS08: session'),
        ('leaves what she is not in', 'LNS01: session'),
        ('moderates', 'session'),
        ('keeps the document', 'session'),
        ('takes back a message', 'session'),
        ('judges what she achieved', 'user bob'),
        ('does something too often', 'counter'),
        ('looks into what she is not in', 'LNS01')$$,
    'and so is what is done together, and what is counted'
);

create temporary table held as
    select count(*) as keys from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and mode = 'ExclusiveLock';
select learn.create_analytics_partitions(1);
select is(
    (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and mode = 'ExclusiveLock'),
    (select keys + 1 from held), 'who makes partitions holds a key, so that a second finds them made'
);
select learn.recommend(test.learn_id('bob'));
select is(
    (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and mode = 'ExclusiveLock'),
    (select keys + 2 from held), 'and so does who recommends something to a person'
);
update learn.level_thresholds set xp_required = xp_required where level = 2;
select ok(
    exists (select from pg_locks
            where relation = 'learn.xp_events'::regclass and mode = 'ShareLock' and pid = pg_backend_pid() and granted),
    'nobody awards points while the levels change'
);

select * from finish();
rollback;
