begin;
select plan(11);

create schema watched;
create table watched.people (id integer primary key, email text, born date, note text);
select audit.watch('watched.people', masked_columns => '{email, born}');

insert into watched.people values (1, 'ada@example.com', '1815-12-10', 'first'), (2, 'ada@example.com', null, 'second');
update watched.people set email = 'ada@example.org' where id = 1;
update watched.people set note = 'changed' where id = 1;
update watched.people set email = null where id = 1;
update watched.people set id = 3 where id = 2;
delete from watched.people where id = 1;

select is_empty(
    $$select * from audit.log where table_name = 'people' and log::text ~ '(ada@|1815-12-10)'$$,
    'no clear text of a masked column is anywhere in the log'
);

select is_empty(
    $$
        select value from test.logged('watched.people'), jsonb_each_text(coalesce(old_values, new_values))
        where key in ('email', 'born') and value !~ '^masked:\d+:[0-9a-f]{64}$'
    $$,
    'what stands there instead is a hash with the number of its key'
);

select is(
    new_values ->> 'email',
    'masked:' || (select max(id) from audit.mask_keys) || ':' || (
        select encode(extensions.hmac('ada@example.com', secret, 'sha256'), 'hex')
        from audit.mask_keys order by id desc limit 1),
    'the hash is the HMAC-SHA256 of the value'
) from test.logged('watched.people') where record_id = '1' and action = 'insert';

select is(
    (select count(distinct new_values ->> 'email') from test.logged('watched.people') where action = 'insert'), 1::bigint,
    'equal values have equal hashes'
);

select is(
    new_values, '{"id": 2, "born": null, "note": "second"}'::jsonb || jsonb_build_object('email', new_values ->> 'email'),
    'NULL stays NULL, and other columns stay readable'
) from test.logged('watched.people') where record_id = '2' and action = 'insert';

select results_eq(
    $$select old_values, new_values from test.logged('watched.people') where action = 'update' offset 1 limit 1$$,
    $$values ('{"note": "first"}'::jsonb, '{"note": "changed"}'::jsonb)$$,
    'a masked column that did not change is not in an update'
);

select audit.new_mask_key();
set local plpgsql.extra_errors to 'too_many_rows';

select lives_ok(
    $$insert into watched.people values (4, 'ada@example.com', null, null)$$,
    'of several keys one is read, also where the server takes a second row for an error'
);

reset plpgsql.extra_errors;

select isnt(
    (select new_values ->> 'email' from test.logged('watched.people') where record_id = '4'),
    (select new_values ->> 'email' from test.logged('watched.people') where record_id = '1' and action = 'insert'),
    'under a new key the same value has another hash'
);

delete from audit.mask_keys;

select throws_ok(
    $$update watched.people set email = 'grace@example.com'$$,
    'PFA05', 'no key to mask email with',
    'without a key a change of a masked column is refused'
);

select lives_ok(
    $$update watched.people set note = 'no key needed'$$,
    'other changes need none'
);

set local role auditor;

select throws_ok(
    'select * from audit.mask_keys',
    '42501', 'permission denied for table mask_keys',
    'the auditor does not read the keys'
);

reset role;

select * from finish();
rollback;
