begin;
select plan(7);

create temporary table drawn as
    select attempt, platform.retry_delay(attempt) as delay
    from generate_series(1, 12) as attempt, generate_series(1, 200);

select is_empty(
    $$
        select * from drawn
        where delay < interval '1 second' * (2 ^ (attempt - 1)) / 2
           or delay > interval '1 second' * (2 ^ (attempt - 1))
    $$,
    'attempt n waits between half of 2^(n-1) seconds and all of it'
);

select is_empty(
    $$select attempt from drawn group by attempt having count(distinct delay) < 150$$,
    'by chance: jobs that failed together do not return together'
);

select ok(
    bool_and(platform.retry_delay(1000000) between interval '30 minutes' and interval '1 hour'),
    'after many attempts it is the cap, an hour at most'
) from generate_series(1, 100);

select ok(
    bool_and(platform.retry_delay(3, '10 seconds', '25 seconds') between interval '12.5 seconds' and interval '25 seconds'),
    'base and cap can be chosen'
) from generate_series(1, 100);

select ok(
    bool_and(platform.retry_delay(0) between interval '0.5 seconds' and interval '1 second'),
    'before the first attempt it is as after it'
) from generate_series(1, 100);

select ok(
    max(platform.retry_delay(1)) > interval '0.9 seconds',
    'chance takes away up to a half, and seldom so much'
) from generate_series(1, 200);

select ok(
    bool_and(platform.retry_delay(99, '1 microsecond', '1 day') <= interval '1 microsecond' * 2 ^ 30),
    'it doubles thirty times at most'
) from generate_series(1, 100);

select * from finish();
rollback;
