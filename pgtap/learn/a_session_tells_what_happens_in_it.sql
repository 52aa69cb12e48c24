begin;
select plan(11);

-- Who listens is told when it is committed, and a test commits nothing: here it is written down what would be told.
select test.learn_world();
update learn.collaboration_sessions set max_participants = 3;
select throws_ok(
    $$select learn.tell_sessions(test.learn_id('session'), 'message', jsonb_build_object('content', repeat('x', 8000)))$$,
    '22023', 'payload string too long', 'the server is told, which passes on no more than a page'
);
create temporary table told (place integer generated always as identity, session uuid, what text, which jsonb);
grant insert on told to learn_owner;
create or replace function learn.tell_sessions(session uuid, what text, which jsonb default '{}') returns void
language sql security definer set search_path = '' as $$
    insert into pg_temp.told (session, what, which) values (session, what, which)
$$;
create function pg_temp.told_of(change text) returns text[] language plpgsql as $$
begin
    delete from told;
    execute change;
    return array(select format('%s %s', what, which) from told where session = test.learn_id('session') order by place)
        || array(select 'elsewhere' from told where session <> test.learn_id('session'));
end
$$;
create function pg_temp.about(what text, key text, name text) returns text[] language sql as $$
    select array[format('%s %s', what, jsonb_build_object(key, test.learn_id(name)))]
$$;

select is(
    pg_temp.told_of($$insert into learn.chat_messages (id, session_id, author_id, content)
                      values (test.learn_id('new'), test.learn_id('session'), test.learn_id('bob'), 'Secret')$$),
    pg_temp.about('message', 'message', 'new'), 'that something was said, and not what'
);
select is(
    pg_temp.told_of($$update learn.chat_messages set content = 'Other' where id = test.learn_id('new')$$),
    pg_temp.about('message', 'message', 'new'), 'that it was said otherwise'
);
select is(
    pg_temp.told_of(format('%s learn.message_reactions %s', change[1], change[2])),
    pg_temp.about('reaction', 'message', 'message'), format('what somebody felt about it: %s', change[1])
)
from (values
    (1, array['insert into', $$(message_id, user_id, emoji) values (test.learn_id('message'), test.learn_id('bob'), '🎉')$$]),
    (2, array['delete from', $$where message_id = test.learn_id('message')$$])
) as changes (place, change) order by place;
select is(
    pg_temp.told_of($$insert into learn.session_participants (session_id, user_id, role)
                      values (test.learn_id('session'), test.learn_id('max'), 'EDITOR')$$),
    pg_temp.about('participant', 'user', 'max'), 'who came'
);
select is(
    pg_temp.told_of($$update learn.session_participants set role = 'EDITOR' where user_id = test.learn_id('bob')$$),
    pg_temp.about('participant', 'user', 'bob'), 'who has another role'
);
select is(
    pg_temp.told_of($$update learn.session_participants set cursor = '{"line": 3}' where user_id = test.learn_id('bob')$$),
    pg_temp.about('cursor', 'user', 'bob'), 'where somebody is'
);
select is(
    pg_temp.told_of($$update learn.collaboration_sessions set name = 'Two', version = version + 1$$), '{"operations {\"version\": 2}"}'::text[],
    'how far the document has come, and nothing else that was written with it'
);
select is(
    pg_temp.told_of($$update learn.collaboration_sessions set name = 'Pair'$$), '{}'::text[], 'of what nobody waits for nothing'
);
select is(
    pg_temp.told_of($$update learn.collaboration_sessions set status = 'COMPLETED'$$),
    '{"status {\"status\": \"COMPLETED\"}"}'::text[], 'and that it is over'
);

select * from finish();
rollback;
