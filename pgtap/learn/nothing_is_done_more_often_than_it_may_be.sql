begin;
select plan(20);

select test.learn_user('ada'), test.learn_user('bob');
insert into learn.rate_limits (action, most, span) values ('knock', 3, '1 minute');

create function pg_temp.turn(subject text) returns text language sql as $$
    select format('%s, %s more, %s', allowed, remaining, case when retry_after > interval '0' then 'wait' else 'go' end)
    from learn.take_turn(subject, 'knock')
$$;
-- As if so much time had passed since.
create function pg_temp.age(by interval) returns void language sql as $$
    update learn.rate_limit_counters set hits = array(select h - by from unnest(hits) as h order by h), expires_at = expires_at - by
$$;

select is(pg_temp.turn('ada'), 't, 2 more, go', 'the first turn is taken');
select is(pg_temp.turn('ada'), 't, 1 more, go', 'the second, too');
select pg_temp.age('40 seconds');
select is(pg_temp.turn('ada'), 't, 0 more, go', 'and the last that is allowed');
select is(pg_temp.turn('ada'), 'f, 0 more, wait', 'one more is refused');
select is(cardinality(hits), 3, 'what is refused is not counted') from learn.rate_limit_counters where subject = 'ada';
select ok(retry_after between interval '15 seconds' and interval '20 seconds', 'the answer is the time until the oldest leaves the window')
from learn.take_turn('ada', 'knock');
select is(pg_temp.turn('bob'), 't, 2 more, go', 'somebody else is not concerned');
select is((learn.take_turn('ada', 'search')).retry_after, interval '0', 'who may go on has nothing to wait for');
select is((learn.take_turn('ada', 'search')).remaining, 58, 'and something else is not, either');
select pg_temp.age('20 seconds');
select is(pg_temp.turn('ada'), 't, 1 more, go', 'the window slides: the two oldest have left it, the third has not');
select ok(expires_at between clock_timestamp() + interval '55 seconds' and clock_timestamp() + interval '1 minute',
          'the row is needed until the newest leaves the window')
from learn.rate_limit_counters where subject = 'ada' and action = 'knock';

select results_eq(
    'select subject, action, cardinality(hits) from learn.rate_limit_counters order by 1, 2',
    $$values ('ada', 'knock', 2), ('ada', 'search', 2), ('bob', 'knock', 1)$$,
    'each is counted in a row of its own'
);

-- A clock that was put back.
update learn.rate_limit_counters set hits = array[now() + interval '1 hour'] where subject = 'bob';
select learn.take_turn('bob', 'knock');
select ok(hits[2] >= hits[1], 'time does not run back within a row') from learn.rate_limit_counters where subject = 'bob';
update learn.rate_limit_counters set hits = array[now() + interval '59 minutes', now() + interval '1 hour'] where subject = 'bob';
select is(pg_temp.turn('bob'), 't, 1 more, go', 'what was done just as long ago as is counted has left the window');

-- A limit that was lowered meanwhile.
update learn.rate_limits set most = 1 where action = 'knock';
select ok(not allowed and remaining = 0 and retry_after > interval '55 seconds', 'a limit that is lower than what was done waits for all but one of them')
from learn.take_turn('ada', 'knock');

select throws_ok(
    $$select learn.take_turn('ada', 'fly')$$, 'LNR02', 'there is no limit for fly by ada', 'what has no limit is refused'
);
select throws_ok(
    $$select learn.take_turn(' ', 'knock')$$, 'LNR02', 'there is no limit for knock by  ', 'and so is nobody'
);

select test.learn_act('ada');
set local role learn_user;
select is(learn.require_turn('knock'), 0, 'people ask for themselves');
select throws_ok(
    $$select learn.require_turn('knock')$$, 'LNR01', 'knock was done as often as it may be', 'and are told when it is too often'
);
reset role;
select test.learn_act(null);
select throws_ok(
    $$select learn.require_turn('knock')$$, 'LN001', 'nobody acts in this transaction, or somebody who is not an active user',
    'nobody has no turns'
);

select * from finish();
rollback;
