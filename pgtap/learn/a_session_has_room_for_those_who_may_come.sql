begin;
select plan(55);

select test.learn_course();
select test.learn_user('zoe'), test.learn_user('tom'), test.learn_user('sue');

create function pg_temp.as(who text, query text) returns text language plpgsql as $$
declare
    answer text;
begin
    perform test.learn_act(who);
    set local role learn_user;
    execute query into answer;
    reset role;
    return answer;
end
$$;
create function pg_temp.inside(session uuid) returns text language sql as $$
    select string_agg(format('%s %s', u.name, p.role), ', ' order by u.name)
    from learn.session_participants as p join learn.users as u on u.id = p.user_id
    where p.session_id = session and p.left_at is null
$$;

create temporary table s as
    select pg_temp.as('ada', $$select learn.open_session('Pair')$$)::uuid as id,
           pg_temp.as('ada', $$select learn.open_session('Closed', joins_as => null, max_participants => 5)$$)::uuid as closed,
           pg_temp.as('ivy', $$select learn.open_session('Show', type => 'CODE_REVIEW', language => 'yul', code => 'é',
                                lesson => test.learn_id('basics intro'), max_participants => 50, joins_as => 'VIEWER',
                                lasts => '7 days')$$)::uuid as shown;
select is(pg_temp.inside(id), 'ada OWNER', 'who opens a session is its owner') from s;
select results_eq(
    $$select type, status, language, code, document_length, version, owner_id, lesson_id, max_participants, joins_as,
             expires_at - created_at
      from learn.collaboration_sessions as c, s where c.id in (s.id, s.shown) order by name$$,
    $$values ('PAIR_PROGRAMMING', 'ACTIVE', 'solidity', '', 0, 0::bigint, test.learn_id('ada'), null::uuid, 2, 'EDITOR', interval '1 day'),
             ('CODE_REVIEW', 'ACTIVE', 'yul', 'é', 1, 0, test.learn_id('ivy'), test.learn_id('basics intro'), 50, 'VIEWER', '7 days')$$,
    'a session is what was asked for: unless told, two people at an empty document for a day'
);
select is(pg_temp.as('bob', format('select learn.join_session(%L)', id)), 'EDITOR', 'who has the id comes in') from s;
select is(pg_temp.as('bob', format('select learn.join_session(%L)', id)), 'EDITOR', 'also twice') from s;
create function pg_temp.since() returns interval language sql as $$
    select now() - p.joined_at from learn.session_participants as p, s where p.session_id = s.id and p.user_id = test.learn_id('bob')
$$;
update learn.session_participants as p set joined_at = now() - interval '1 hour'
from s where p.session_id = s.id and p.user_id = test.learn_id('bob');
select pg_temp.as('bob', format('select learn.join_session(%L)', id)) from s;
select is(pg_temp.since(), interval '1 hour', 'and is there since the first time');
select pg_temp.as('bob', format('select learn.leave_session(%L)', id)) from s;
select pg_temp.as('bob', format('select learn.join_session(%L)', id)) from s;
select is(pg_temp.since(), interval '0', 'or since the last, after having left');
select throws_ok(
    format($$select pg_temp.as('zoe', 'select learn.join_session(''%s'')')$$, id), 'LNS04', format('session %s is full: 2 of 2', id),
    'but there is room for so many'
) from s;
reset role;
select throws_ok(
    format($$insert into learn.session_participants (session_id, user_id) values (%L, test.learn_id('zoe'))$$, id),
    'LNS04', format('session %s is full: 2 of 2', id), 'whoever writes'
) from s;
select pg_temp.as('bob', format('select learn.leave_session(%L)', id)) from s;
select is(pg_temp.as('zoe', format('select learn.join_session(%L)', id)), 'EDITOR', 'when somebody leaves there is room again') from s;
select throws_ok(
    format('update learn.session_participants set left_at = null where session_id = %L and user_id = test.learn_id(''bob'')', id),
    'LNS04', format('session %s is full: 2 of 2', id), 'which who left has not kept, whoever writes'
) from s;
select lives_ok(
    format($$select pg_temp.as('ada', 'select learn.invite_to_session(''%s'', test.learn_id(''sue''))')$$, id),
    'who is invited takes no room yet'
) from s;
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.join_session(''%s'')')$$, id), 'LNS04', format('session %s is full: 2 of 2', id),
    'also for who was there before'
) from s;
reset role;
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.leave_session(''%s'')')$$, id), 'LNS01',
    format('there is no session %s that the actor is in', id), 'nobody leaves twice'
) from s;
reset role;
select throws_ok(
    $$select pg_temp.as('bob', 'select learn.join_session(''00000000-0000-0000-0000-000000000000'')')$$, 'LNS01',
    'there is no session 00000000-0000-0000-0000-000000000000 that the actor is in', 'or comes into what is not there'
);
reset role;

-- By the link as a viewer; a lesson is for who reads it.
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.join_session(''%s'')')$$, shown), 'LN006',
    format('the actor does not read lesson %s', test.learn_id('basics intro')), 'a session about a lesson is for who reads it'
) from s;
reset role;
select throws_ok(
    $$select pg_temp.as('bob', 'select learn.open_session(''Mine'', lesson => test.learn_id(''basics intro''))')$$, 'LN006',
    format('the actor does not read lesson %s', test.learn_id('basics intro')), 'and opened by such'
);
reset role;
select pg_temp.as('bob', 'select learn.enroll(test.learn_id(''basics''))');
select is(pg_temp.as('bob', format('select learn.join_session(%L)', shown)), 'VIEWER', 'who comes by the link has the role of the link') from s;
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.append_operation(''%s'', ''INSERT'', 0, ''x'', null, 0)')$$, shown), 'LNS03',
    'a participant in role VIEWER does not do this: it takes OWNER or EDITOR', 'a viewer writes nothing'
) from s;
reset role;
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.invite_to_session(''%s'', test.learn_id(''sue''))')$$, shown), 'LNS03',
    'a participant in role VIEWER does not do this: it takes OWNER', 'and invites nobody'
) from s;
reset role;
select pg_temp.as('ivy', format('select learn.invite_to_session(%L, test.learn_id(''bob''))', shown)) from s;
select is(pg_temp.inside(shown), 'bob EDITOR, ivy OWNER', 'the owner gives another role') from s;
select lives_ok(
    format($$select pg_temp.as('bob', 'select learn.append_operation(''%s'', ''INSERT'', 0, ''x'', null, 0)')$$, shown), 'an editor writes'
) from s;
select throws_ok(
    format($$select pg_temp.as('ivy', 'select learn.invite_to_session(''%s'', test.learn_id(''bob''), ''OWNER'')')$$, shown), 'LNS03',
    'a session has one owner, who stays it', 'but does not become owner'
) from s;
reset role;
select throws_ok(
    format($$select pg_temp.as('ivy', 'select learn.invite_to_session(''%s'', test.learn_id(''ivy''))')$$, shown), 'LNS03',
    'a session has one owner, who stays it', 'nor the owner an editor'
) from s;
reset role;

-- Closed: by invitation.
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.join_session(''%s'')')$$, closed), 'LNS08',
    format('session %s is not open to the actor', closed), 'where nobody comes in by the link, one must be invited'
) from s;
reset role;
select pg_temp.as('ada', format('select learn.invite_to_session(%L, test.learn_id(''bob''), ''VIEWER'')', closed)) from s;
select is(pg_temp.inside(closed), 'ada OWNER', 'who is invited is not there yet') from s;
select is(
    pg_temp.as('bob', format('select count(*) from learn.session_operations where session_id = %L', closed)), '0', 'and reads nothing'
) from s;
select is(pg_temp.as('bob', format('select learn.join_session(%L)', closed)), 'VIEWER', 'and comes in as invited') from s;
select throws_ok(
    format($$select pg_temp.as('ada', 'select learn.invite_to_session(''%s'', gen_random_uuid())')$$, closed), 'LN003', null::text,
    'nobody is invited who is not there'
) from s;
reset role;
update learn.users set status = 'SUSPENDED' where name = 'sue';
select throws_ok(
    format($$select pg_temp.as('ada', 'select learn.invite_to_session(''%s'', test.learn_id(''sue''))')$$, closed), 'LN003',
    format('there is no user %s', test.learn_id('sue')), 'nor who is suspended'
) from s;
reset role;

-- Out.
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.remove_participant(''%s'', test.learn_id(''ada''))')$$, closed), 'LNS03',
    'a participant in role VIEWER does not do this: it takes OWNER', 'nobody but the owner puts out'
) from s;
reset role;
select pg_temp.as('ada', format('select learn.remove_participant(%L, test.learn_id(''bob''))', closed)) from s;
select is(pg_temp.inside(closed), 'ada OWNER', 'who is put out is out') from s;
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.show_presence(''%s'')')$$, closed), 'LNS01',
    format('there is no session %s that the actor is in', closed), 'does nothing more'
) from s;
reset role;
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.join_session(''%s'')')$$, closed), 'LNS08',
    format('session %s is not open to the actor', closed), 'and does not come back'
) from s;
reset role;
select pg_temp.as('ada', format('select learn.invite_to_session(%L, test.learn_id(''bob''))', closed)) from s;
select is(pg_temp.as('bob', format('select learn.join_session(%L)', closed)), 'EDITOR', 'unless invited again') from s;
select throws_ok(
    format($$select pg_temp.as('max', 'select learn.remove_participant(''%s'', test.learn_id(''ada''))')$$, closed), 'LNS01',
    format('there is nobody %s in session %s who could be put out', test.learn_id('ada'), closed), 'the owner is not put out'
) from s;
reset role;
select pg_temp.as('max', format('select learn.remove_participant(%L, test.learn_id(''bob''))', closed)) from s;
select is(pg_temp.inside(closed), 'ada OWNER', 'a moderator may do it, too') from s;

-- Each session has the room that it has, also if it becomes less.
select lives_ok(
    format('insert into learn.session_participants (session_id, user_id) values (%L, test.learn_id(%L))', closed, name),
    format('there %s comes into a larger one', name)
) from s, unnest('{zoe,tom}'::text[]) as name;
update learn.collaboration_sessions as c set max_participants = 2 from s where c.id = s.closed;
select throws_ok(
    format('insert into learn.session_participants (session_id, user_id) values (%L, test.learn_id(''ivy''))', closed),
    'LNS04', format('session %s is full: 3 of 2', closed), 'and none comes where more are than have room'
) from s;

-- Presence.
select pg_temp.as('ada', format($$select learn.show_presence(%L, '{"line": 3}')$$, closed)) from s;
select pg_temp.as('ada', format('select learn.show_presence(%L)', closed)) from s;
select is(
    (select p.cursor from learn.session_participants as p, s where p.session_id = closed and p.user_id = test.learn_id('ada')),
    '{"line": 3}'::jsonb, 'where somebody is stays known'
);
select is(
    (select count(*) from learn.session_participants as p where p.cursor is not null or p.last_seen_at > now()), 1::bigint,
    'and no other place is'
);
select ok(
    (select p.last_seen_at > now() from learn.session_participants as p, s where p.session_id = closed and p.user_id = test.learn_id('ada')),
    'and when they were there'
);

-- The end.
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.end_session(''%s'')')$$, shown), 'LNS03',
    'a participant in role EDITOR does not do this: it takes OWNER', 'the owner ends a session'
) from s;
reset role;
select pg_temp.as('ivy', format('select learn.end_session(%L)', shown)) from s;
select pg_temp.as('max', format('select learn.end_session(%L, ''CANCELLED'')', closed)) from s;
select results_eq(
    'select c.status from learn.collaboration_sessions as c, s where c.id in (s.closed, s.shown) order by name',
    array['CANCELLED', 'COMPLETED'], 'or a moderator does'
);
select throws_ok(
    format($$select pg_temp.as('max', 'select learn.end_session(''%s'')')$$, shown), 'LNS02', format('session %s has ended', shown), 'once'
) from s;
reset role;
select throws_ok(
    format($$select pg_temp.as('bob', 'select learn.append_operation(''%s'', ''INSERT'', 0, ''x'', null, 1)')$$, shown), 'LNS02',
    format('session %s has ended', shown), 'then nothing changes any more'
) from s;
reset role;
select throws_ok(
    format($$select pg_temp.as('tom', 'select learn.join_session(''%s'')')$$, shown), 'LNS02', format('session %s has ended', shown), 'nobody comes'
) from s;
reset role;
select is(pg_temp.as('bob', format('select document from learn.document_of(%L)', shown)), 'xé', 'but who was there reads on') from s;
select throws_ok(
    $$select pg_temp.as('max', 'select learn.end_session(''00000000-0000-0000-0000-000000000000'')')$$, 'LNS01',
    'there is no session 00000000-0000-0000-0000-000000000000 that the actor is in', 'what is not there does not end'
);
reset role;

insert into learn.collaboration_sessions (id, name, owner_id, code, version)
values (test.learn_id('ahead'), 'Ahead', test.learn_id('ada'), 'code', 7);
select is(
    (select row(version, document_length)::text from learn.collaboration_sessions where id = test.learn_id('ahead')), '(0,4)',
    'a document begins at version 0, whatever is said'
);

-- Its time.
update learn.collaboration_sessions as c set created_at = now() - interval '2 days', expires_at = now() from s where c.id = s.id;
select throws_ok(
    format($$select pg_temp.as('zoe', 'select learn.show_presence(''%s'')')$$, id), 'LNS02', format('session %s has ended', id),
    'a session whose time is over has ended'
) from s;
reset role;
select throws_ok(
    format($$select pg_temp.as('tom', 'select learn.join_session(''%s'')')$$, id), 'LNS02', format('session %s has ended', id),
    'to which nobody comes'
) from s;
reset role;
select is(learn.expire_sessions(), 1, 'which the scheduler writes down');
select is((select c.status from learn.collaboration_sessions as c, s where c.id = s.id), 'EXPIRED', 'as EXPIRED');
select is(learn.expire_sessions(), 0, 'once');

select * from finish();
rollback;
