begin;
select plan(7);

select test.learn_user('ada');

select set_config('app.current_user_id', '', true);
select is(learn.actor_id(), null, 'who is not named is nobody');
set local app.current_user_id = '00000000-0000-4000-8000-00000000000A';
select is(learn.actor_id(), '00000000-0000-4000-8000-00000000000a'::uuid, 'an id is a uuid however it is written');
select set_config('app.current_user_id', test.learn_id('ada')::text, true);
select results_eq(
    $$select learn.is_actor(id, 'STUDENT')
      from unnest(array[test.learn_id('ada')::text, upper(test.learn_id('ada')::text), 'x' || test.learn_id('ada'), test.learn_id('ada') || 'x', 'ada'])
          with ordinality as given (id, place) order by place$$,
    array[true, true, false, false, false], 'what is more than a uuid, or none, is asked about and is nobody'
);
set local role learn_user;
select results_eq('select name from learn.users', array['ada'], 'and sees what is the own');
set local app.current_user_id = 'ada';
select throws_ok(
    'select learn.actor_id()', '22P02', 'invalid input syntax for type uuid: "ada"', 'an id that is no uuid is a mistake'
);
select throws_ok(
    'select from learn.users', '22P02', 'invalid input syntax for type uuid: "ada"', 'which row security does not hide'
);
select throws_ok(
    $$select learn.require_actor()$$, '42501', 'permission denied for function require_actor', 'nor anybody''s function'
);

select * from finish();
rollback;
