begin;
select plan(21);

create temporary table admitted as
    select n, nexus.aria_admit('192.0.2.1') as left_over from generate_series(1, 30) as n;
select results_eq(
    'select left_over from admitted order by n', 'select generate_series(29, 0, -1)', 'thirty requests are admitted, counted down'
);
select throws_ok(
    $$select nexus.aria_admit('192.0.2.1')$$,
    'NXA06', 'address 192.0.2.1 has made 30 requests within a minute', 'the next one is not'
);
select is(
    (select cardinality(recent) from nexus.aria_requests), 30, 'what was refused is not counted'
);
select is(nexus.aria_admit('192.0.2.2'), 29, 'another address has its own thirty');

-- Any minute counts: as if the first of them were made earlier.
update nexus.aria_requests
set recent = array(select clock_timestamp() - interval '61 seconds' * (n <= 2)::integer - interval '30 seconds' * (n > 2)::integer
                   from generate_series(1, 30) as n)
where address = '192.0.2.1';
select is(nexus.aria_admit('192.0.2.1'), 1, 'what is older than a minute is not counted any more');
select is(
    (select cardinality(recent) from nexus.aria_requests where address = '192.0.2.1'), 29, 'and forgotten'
);
select is(nexus.aria_admit('192.0.2.1'), 0, 'so there is place for another one');
select throws_ok(
    $$select nexus.aria_admit('192.0.2.1')$$,
    'NXA06', 'address 192.0.2.1 has made 30 requests within a minute', 'and not for a third'
);
insert into nexus.aria_requests (address, recent, last_at)
    values ('192.0.2.9', array[clock_timestamp() - interval '50 seconds'], clock_timestamp() - interval '50 seconds');
select matches(
    (test.error($$select nexus.aria_admit('192.0.2.1')$$)).hint, '^Try again in (29|30) s\.$', 'the refusal says how long it lasts, whatever others did'
);
select is(
    (select last_at = recent[cardinality(recent)] or last_at - recent[cardinality(recent)] < interval '1 second'
     from nexus.aria_requests where address = '192.0.2.1'),
    true, 'when the last request was made is known'
);

select is(nexus.aria_admit('2001:db8:1:2::1'), 29, 'an IPv6 address');
select is(nexus.aria_admit('2001:db8:1:2:ffff::9'), 28, 'counts with its network');
select is(nexus.aria_admit('2001:db8:1:3::1'), 29, 'not with another one');
select is(nexus.aria_admit('::ffff:192.0.2.2'), 28, 'an IPv4 address is the same in either notation');
select is(nexus.aria_admit('192.0.2.2/24'), 27, 'and with a mask');
select set_eq(
    'select address::text from nexus.aria_requests',
    array['192.0.2.1/32', '192.0.2.2/32', '192.0.2.9/32', '2001:db8:1:2::/64', '2001:db8:1:3::/64'], 'each address is there once'
);
select throws_ok(
    'select nexus.aria_admit(null)', 'NXA07', 'a request from no address', 'a request comes from somewhere'
);

select throws_ok(
    'insert into nexus.aria_requests select * from nexus.aria_requests limit 1',
    '23505', 'duplicate key value violates unique constraint "aria_requests_pkey"', 'an address is counted in one row'
);
select throws_ok(
    $$update nexus.aria_requests set recent = recent || recent$$,
    '23514', 'new row for relation "aria_requests" violates check constraint "aria_requests_recent_is_within_the_limit"',
    'nobody writes more than thirty'
);
select throws_ok(
    $$update nexus.aria_requests set recent = '{}'$$,
    '23514', 'new row for relation "aria_requests" violates check constraint "aria_requests_recent_is_within_the_limit"',
    'nor none'
);
select results_eq(
    $$select retention, clock_column from privacy.tables where (table_schema, table_name) = ('nexus', 'aria_requests')$$,
    $$values (interval '1 hour', 'last_at')$$, 'an address is purged after an hour'
);

select * from finish();
rollback;
