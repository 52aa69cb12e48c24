begin;
select plan(5);

-- ada is in a session with zoe and bob in one of his own; both keep their profiles to themselves, as sue does not.
select test.learn_user('ada'), test.learn_user('bob'), test.learn_user('sue'), test.learn_user('tom'), test.learn_user('zoe');
insert into learn.user_profiles (user_id, is_public)
values (test.learn_id('bob'), false), (test.learn_id('sue'), true), (test.learn_id('zoe'), false);
update learn.users set status = 'DELETED' where name = 'tom';
select test.learn_act('bob');
select learn.open_session('Own');
select test.learn_act('zoe');
create temporary table s as select learn.open_session('Pair') as id;
select test.learn_act('ada');
select learn.join_session(id) from s;

create function pg_temp.shown(actor text) returns text[] language plpgsql as $$
declare
    names text[];
begin
    perform test.learn_act(actor);
    set local role learn_user;
    names := array(select p.name from learn.people(array(select test.learn_id(n) from unnest('{ada,bob,tom,zoe}'::text[]) as n)) as p
                   order by p.name);
    reset role;
    return names;
end
$$;

select is(
    pg_temp.shown('ada'), '{ada,zoe}'::text[], 'who shows nothing to others is shown to those who work in the same session'
);
select is(pg_temp.shown('sue'), '{ada}'::text[], 'and to nobody else; who says nothing is shown, who left the platform is not');
select is(pg_temp.shown('bob'), '{ada,bob}'::text[], 'everybody is shown to oneself');
select results_eq(
    $$select id, username, name, avatar, level from learn.people(array[test.learn_id('sue'), test.learn_id('nothing')])$$,
    $$values (test.learn_id('sue'), null::text, 'sue', null::text, 1)$$, 'of who is asked for, and there'
);
select test.learn_act(null);
select throws_ok(
    $$select learn.people(array[test.learn_id('sue')])$$, 'LN001',
    'nobody acts in this transaction, or somebody who is not an active user', 'nobody is shown anybody'
);

select * from finish();
rollback;
