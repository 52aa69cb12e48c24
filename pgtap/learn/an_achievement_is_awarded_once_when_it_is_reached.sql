begin;
select plan(21);

select test.learn_user('zoe'), test.learn_user('tom');

create function pg_temp.has(who text) returns text[]
language sql
return array(
    select a.key
    from learn.user_achievements as m
    join learn.achievements as a on a.id = m.achievement_id
    where m.user_id = test.learn_id(who) and m.unlocked_at is not null
    order by a.key
);

create function pg_temp.progress(who text, what text) returns integer
language sql
return (
    select m.progress
    from learn.user_achievements as m
    join learn.achievements as a on a.id = m.achievement_id
    where m.user_id = test.learn_id(who) and a.key = what
);

create function pg_temp.earn(who text, amount integer) returns void
language sql
begin atomic
    insert into learn.xp_events (user_id, source_type, source_id, amount)
    values (test.learn_id(who), 'CORRECTION', gen_random_uuid()::text, amount);
end;

select is((select count(*) from learn.achievements), 15::bigint, 'there are fifteen');

select pg_temp.earn('zoe', 999);
select is(pg_temp.has('zoe'), '{}', 'nothing is awarded before it is reached');
select is(pg_temp.progress('zoe', 'xp_collector'), 999, 'how far one is can be seen');

select pg_temp.earn('zoe', 1);
select is(pg_temp.has('zoe'), '{xp_collector}', 'what is reached is awarded');
select is(
    (select xp from learn.users where id = test.learn_id('zoe')), 1100,
    'and brings its points'
);

create temporary table written as select ctid::text as place from learn.user_achievements;
select is(learn.judge_achievements(test.learn_id('zoe')), 0, 'judging again awards nothing');
select set_eq('select ctid::text as place from learn.user_achievements', 'select place from written', 'and writes nothing');

select pg_temp.earn('zoe', -200);
select is(pg_temp.has('zoe'), '{xp_collector}', 'what is awarded stays');

select pg_temp.earn('tom', 9901);
select is(
    pg_temp.has('tom'), '{level_up_legend,xp_collector}',
    'the points of one achievement may reach the next, which comes after it'
);

insert into learn.user_streak_days (user_id, day)
select test.learn_id('zoe'), date '2026-03-01' + n from generate_series(0, 29) as n;
update learn.achievements set is_active = false where key = 'daily_learner';
select is(learn.judge_achievements(test.learn_id('zoe')), 0, 'what is not awarded any more keeps what comes after it');
select is(pg_temp.progress('zoe', 'dedication_master'), 30, 'though it is counted');
update learn.achievements set is_active = true where key = 'daily_learner';
select is(learn.judge_achievements(test.learn_id('zoe')), 2, 'until it is awarded again');

update learn.achievements set expires_at = now() where key = 'community_contributor';
insert into learn.community_posts (author_id, title, body)
select test.learn_id('zoe'), 'On gas ' || n, 'How much?' from generate_series(1, 10) as n;
select is(pg_temp.progress('zoe', 'community_contributor'), 10, 'posts are counted');
insert into learn.community_posts (author_id, title, body)
select test.learn_id('tom'), 'On storage ' || n, 'How much?' from generate_series(1, 3) as n;
delete from learn.community_posts where author_id = test.learn_id('tom') and title <> 'On storage 1';
select learn.judge_achievements(test.learn_id('tom'));
select is(pg_temp.progress('tom', 'community_contributor'), 3, 'and stay counted');
select is(
    pg_temp.has('zoe'), '{daily_learner,dedication_master,xp_collector}',
    'what has expired is not awarded'
);
update learn.achievements set expires_at = null where key = 'community_contributor';
select is(learn.judge_achievements(test.learn_id('zoe')), 1, 'what was reached before is found later');

delete from learn.community_posts where author_id = test.learn_id('zoe');
select learn.judge_achievements(test.learn_id('zoe'));
select is(pg_temp.progress('zoe', 'community_contributor'), 10, 'how far one was does not go back');

insert into learn.achievements
    (key, title, description, category, requirement_type, requirement_target, xp_reward, released_at, expires_at)
select 'test_' || key, key, '', 'LEARNING', 'xp_earned', 10, reward, released_at, expires_at
from (values ('nothing', 0, null::timestamptz, null::timestamptz), ('point', 1, null, null), ('gone', 0, null, now() - interval '1 day'),
             ('new', 0, now(), null), ('old', 0, now() - interval '1 day', now() + interval '1 day'), ('coming', 0, now() + interval '1 day', null))
    as kept (key, reward, released_at, expires_at);
select test.learn_user('lea'), pg_temp.earn('lea', 10);
select is(
    pg_temp.has('lea'), '{test_new,test_nothing,test_old,test_point}', 'what is not released yet, or expired before, is not awarded'
);
select results_eq(
    $$select source_id, amount from learn.xp_events where user_id = test.learn_id('lea') and source_type = 'ACHIEVEMENT'$$,
    $$values ('test_point', 1)$$, 'and what brings no points is not in the journal'
);
select test.learn_user('pia'), pg_temp.earn('pia', 1);
select is(pg_temp.progress('pia', 'xp_collector'), 1, 'the first step is one');
select is_empty('select from learn.user_achievements where progress = 0', 'and before there is none');

select * from finish();
rollback;
