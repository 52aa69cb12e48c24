begin;
select plan(9);

create function pg_temp.actor(said text)
returns uuid
language sql
as $$
    select set_config('app.current_user_id', said, true);
    select shop.actor_id()
$$;

select is(
    pg_temp.actor('0190a3c4-5b6d-7e8f-9a0b-c1d2e3f4a5b6'), '0190a3c4-5b6d-7e8f-9a0b-c1d2e3f4a5b6'::uuid,
    'who is named by the id of an account acts'
);
select is(
    pg_temp.actor('0190A3C4-5B6D-7E8F-9A0B-C1D2E3F4A5B6'), '0190a3c4-5b6d-7e8f-9a0b-c1d2e3f4a5b6'::uuid,
    'in capitals as well'
);
select is(pg_temp.actor('x0190a3c4-5b6d-7e8f-9a0b-c1d2e3f4a5b6'), null, 'something before the id makes it none');
select is(pg_temp.actor('0190a3c4-5b6d-7e8f-9a0b-c1d2e3f4a5b67'), null, 'something behind it as well');
select is(pg_temp.actor('cron'), null, 'a job that is named acts for nobody');
select is(pg_temp.actor(''), null, 'and nobody is nobody');

create temporary table given as select test.shop_user() as ada;

select ok((select shop.is_actor(ada::text, 'customer') from given), 'an account is one, in its role');
select ok((select not shop.is_actor(ada::text, 'admin') from given), 'and in no other');
select ok(
    (select not shop.is_actor('x' || ada, 'customer') and not shop.is_actor(ada || '0', 'customer')
        and not shop.is_actor('cron', 'customer') from given),
    'what is no account is not, and no error'
);

select * from finish();
rollback;
