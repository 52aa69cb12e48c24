begin;
select plan(52);

select test.learn_user('ada'), test.learn_user('bob'), test.learn_user('zoe'), test.learn_user('max', 'MODERATOR');
select test.learn_act('ada');
select learn.open_session('Before');
create temporary table s as select learn.open_session('Pair', code => 'hello world', max_participants => 3) as id;
grant select on s to learn_user;
select test.learn_act('bob');
select learn.join_session(id) from s;

-- What a person appends, and what was stored of it.
create function pg_temp.put(who text, kind text, place integer, content text, length integer, seen bigint) returns text
language plpgsql as $$
declare
    stored text;
begin
    perform test.learn_act(who);
    select string_agg(concat_ws(' ', o.version, o.kind, o.position, o.content, o.length), ', ' order by o.version) into stored
    from s, learn.append_operation(s.id, kind, place, content, length, seen) as o;
    return stored;
end
$$;
create function pg_temp.document(at bigint default null) returns text language sql as $$
    select document from s, learn.document_of(s.id, at)
$$;

select is(pg_temp.document(), 'hello world', 'a document begins with what the session was opened with');
select is(pg_temp.put('bob', 'INSERT', 5, ',', null, 0), '1 INSERT 5 ,', 'an operation gets the next number');
select is(pg_temp.document(), 'hello, world', 'and changes the document');
select is(pg_temp.put('ada', 'INSERT', 11, '!', null, 0), '2 INSERT 12 !', 'what others wrote before its place moves it');
select is(pg_temp.put('ada', 'INSERT', 0, '>', null, 1), '3 INSERT 0 >', 'and what they wrote behind does not');
select is(pg_temp.put('bob', 'INSERT', 5, ';', null, 0), '4 INSERT 7 ;', 'at the same place, who was first stands first');
select is(pg_temp.document(), '>hello,; world!', 'so far');
select is(pg_temp.put('ada', 'DELETE', 6, null, 2, 4), '5 DELETE 6 2', 'a deletion takes characters out');
select is(
    pg_temp.put('bob', 'DELETE', 4, null, 6, 4), '6 DELETE 4 4', 'of a deletion remains what the others have left'
);
select is(pg_temp.document(), '>helorld!', 'so that nothing is deleted twice');
select is(pg_temp.put('bob', 'DELETE', 6, null, 2, 4), null, 'where all of it is gone nothing is appended');
select is(pg_temp.put('ada', 'INSERT', 8, 'X', null, 4), '7 INSERT 4 X', 'what is put into a deleted stretch comes where that was');
select is(pg_temp.put('bob', 'DELETE', 1, null, 5, 6), '8 DELETE 5 2, 9 DELETE 1 3', 'what is written into a deletion stays');
select is(pg_temp.document(), '>Xld!', 'because it is deleted in pieces');
select is(pg_temp.put('ada', 'RETAIN', 0, null, 5, 9), '10 RETAIN 0 5', 'RETAIN leaves all as it is');
select is(pg_temp.document(), '>Xld!', 'as it was');
select is(pg_temp.put('ada', 'INSERT', 2, 'é', null, 9), '11 INSERT 2 é', 'and moves nothing');
select is(pg_temp.document(6), '>helorld!', 'what the document was before can be read');
select is(
    (select format('%s %s', version, document_length) from learn.collaboration_sessions as c, s where c.id = s.id), '11 6',
    'the session knows version and length'
);

select results_eq(
    'select o.version, o.kind, o.author_id, o.client_version from s, learn.operations_since(s.id, 9) as o',
    $$values (10::bigint, 'RETAIN', test.learn_id('ada'), 9::bigint), (11, 'INSERT', test.learn_id('ada'), 9)$$,
    'what was missed since a version is fetched in order'
);
select results_eq('select o.version from s, learn.operations_since(s.id, 2, 1) as o', array[3::bigint], 'and in portions');
select is_empty('select from s, learn.operations_since(s.id, 2, 0) as o', 'however small');

select throws_ok(
    $$select pg_temp.put('ada', 'DELETE', 5, null, 2, 11)$$, 'LNS05', 'DELETE of 2 characters at 5 in a document of 6',
    'beyond its end nothing is deleted'
);
select throws_ok(
    $$select pg_temp.put('ada', 'INSERT', 7, 'yz', null, 11)$$, 'LNS05', 'INSERT of 2 characters at 7 in a document of 6', 'or inserted'
);
select is(pg_temp.put('ada', 'INSERT', 6, '.', null, 11), '12 INSERT 6 .', 'at its end there is');
select throws_ok(
    $$select pg_temp.put('ada', 'INSERT', 0, 'x', null, 13)$$, 'LNS06',
    'the document is at version 12; an operation on version 13 is not known what to do with', 'nobody has seen what is to come'
);
select throws_ok(
    $$select pg_temp.put('ada', 'INSERT', 0, 'x', null, null)$$, 'LNS06',
    'the document is at version 12; an operation on version NULL is not known what to do with', 'who writes says what was seen'
);
select throws_ok(
    format('select pg_temp.put(%L, %L, %s, %L, %s, 12)', 'ada', kind, coalesce(place::text, 'null'), content, coalesce(length::text, 'null')),
    'LNS05', 'an operation is an INSERT of content, or a DELETE or RETAIN of a length, at a position', format('not %s', what)
)
from (values
    ('an insertion of nothing', 'INSERT', 0, '', null), ('an insertion with a length', 'INSERT', 0, 'x', 1),
    ('a deletion of nothing', 'DELETE', 0, null, 0), ('before the beginning', 'DELETE', -1, null, 2),
    ('nowhere', 'INSERT', null, 'x', null), ('another kind', 'MOVE', 0, null, 1),
    ('where no document reaches', 'INSERT', 262145, 'x', null), ('more than any document holds', 'DELETE', 0, null, 262145)
) as wrong (what, kind, place, content, length);

-- Snapshots: with triggers off the ninety operations are written as they stand.
set local session_replication_role = replica;
insert into learn.session_operations (session_id, version, kind, position, content, client_version)
select id, n, 'INSERT', 0, 'a', n - 1 from s, generate_series(13, 99) as n;
update learn.collaboration_sessions as c set version = 99, document_length = 94 from s where c.id = s.id;
set local session_replication_role = origin;
select is((select count(*) from learn.session_snapshots), 0::bigint, 'up to here there is no snapshot');
select pg_temp.put('ada', 'DELETE', 0, null, 3, 99);
select results_eq(
    'select version, code from learn.session_snapshots', $$values (100::bigint, repeat('a', 84) || '>Xéld!.')$$,
    'every hundredth version leaves one'
);
update learn.session_snapshots set code = '[' || code;
select pg_temp.put('ada', 'INSERT', 1, '-', null, 100);
select is((select count(*) from learn.session_snapshots), 1::bigint, 'the next one leaves none');
select is(pg_temp.document(), '[-' || repeat('a', 84) || '>Xéld!.', 'from which the document is found');
select is(pg_temp.document(100), '[' || repeat('a', 84) || '>Xéld!.', 'also that of its very version');
select is((select learn.take_snapshot(id) from s), 101::bigint, 'one may be taken in between');
update learn.session_snapshots set code = '{' || code where version = 101;
select is(pg_temp.document(), '{[-' || repeat('a', 84) || '>Xéld!.', 'the last one is gone on from');
select is(pg_temp.document(100), '[' || repeat('a', 84) || '>Xéld!.', 'of those that there were');
select is(learn.take_snapshot(test.learn_id('nothing')), null, 'of what is not there none is taken');
select is(pg_temp.document(99), repeat('a', 87) || '>Xéld!.', 'but not what was before');
select throws_ok('select pg_temp.document(102)', 'LNS06', format('session %s has no version 102', id), 'what is to come is not known')
from s;
select pg_temp.put('bob', 'DELETE', 10, null, 2, 101);
select is(pg_temp.put('ada', 'INSERT', 3, '+', null, 101), '103 INSERT 3 +', 'what others took out behind its place does not move it');
update learn.collaboration_sessions as c set version = 1103 from s where c.id = s.id;
select throws_ok(
    $$select pg_temp.put('ada', 'RETAIN', 0, null, 1, 102)$$, 'LNS06',
    'the document is at version 1103; an operation on version 102 is not known what to do with', 'who missed more than a thousand begins anew'
);
select is(pg_temp.put('ada', 'RETAIN', 0, null, 1, 103), '1104 RETAIN 0 1', 'who missed a thousand goes on');
set local session_replication_role = replica;
insert into learn.session_operations (session_id, version, kind, position, length, client_version)
select id, n, 'RETAIN', 0, 1, n - 1 from s, generate_series(1105, 1205) as n;
insert into learn.session_operations (session_id, version, kind, position, length, client_version)
select id, n, 'RETAIN', 0, 1, n - 1 from s, generate_series(104, 1103) as n;
set local session_replication_role = origin;
select is(
    (select array[count(*), max(o.version)] from s, learn.operations_since(s.id, 103, 5000) as o), '{1000,1103}'::bigint[],
    'a portion is of a thousand at most'
);
select test.learn_act('zoe');
select throws_ok(
    'select pg_temp.document()', 'LNS01', format('there is no session %s that the actor is in', id), 'others read nothing'
) from s;
select throws_ok(
    format('select learn.operations_since(%L, 0)', id), 'LNS01', format('there is no session %s that the actor is in', id),
    'not even what was missed'
) from s;

select * from finish();
rollback;
