begin;
select plan(19);

create schema rotated;
create table rotated.people (id integer, email privacy.ciphertext, phone privacy.ciphertext);
create table rotated.events (at date, who privacy.ciphertext) partition by range (at);
create table rotated.events_2025 partition of rotated.events for values from ('2025-01-01') to ('2026-01-01');

select privacy.use_key('k0', repeat('00', 32));
insert into rotated.people values (0, privacy.encrypt('zero@example.com'), null);
select privacy.use_key('k1', repeat('1a', 32));
insert into rotated.people
    select n, privacy.encrypt(n || '@example.com'), privacy.encrypt('+3361234567' || n) from generate_series(1, 5) as n;
insert into rotated.events values ('2025-06-30', privacy.encrypt('ada'));

select set_eq(
    'select * from privacy.encrypted_columns() where table_schema = ''rotated''',
    $$values ('rotated', 'people', 'email'), ('rotated', 'people', 'phone'), ('rotated', 'events_2025', 'who')$$,
    'every column of encrypted values is found, in partitions too'
);

select throws_ok(
    $$select privacy.rotate_batch('k2')$$,
    'PFE01', 'encryption key k2 is not known in this transaction',
    'a rotation needs the new key'
);

select throws_ok(
    'select privacy.rotate_batch(null)',
    'PFE05', 'a rotation names its new key',
    'and its name'
);

select throws_ok(
    $$select privacy.rotate_batch('k1', 0)$$,
    'PFE05', 'a batch of 0 values: it is 1 to 100000',
    'a batch has a size'
);

select throws_ok(
    $$select privacy.rotate_batch('k1', 100001)$$,
    'PFE05', 'a batch of 100001 values: it is 1 to 100000',
    'and not any size'
);

select privacy.use_key('k2', repeat('2b', 32));

select results_eq(
    $$select * from privacy.rotate_batch('k2', 4)$$,
    $$values ('rotated.events_2025', 'who', 1::bigint, false)$$,
    'a batch says where it was and how many values it wrote'
);

select results_eq(
    $$select table_name, rows_done, finished_at is null from privacy.rotations$$,
    $$values ('events_2025', 1::bigint, true)$$,
    'and the record says how far the rotation is'
);

create temporary table batches (n integer, relation text, column_name text, changed bigint, finished boolean);
do $$
begin
    for n in 1..20 loop
        insert into batches select n, b.* from privacy.rotate_batch('k2', 4) as b;
        exit when (select bool_or(finished) from batches);
    end loop;
end
$$;

select results_eq(
    'select column_name, sum(changed) from batches where relation = ''rotated.people'' group by 1 order by 1',
    $$values ('email', 6::numeric), ('phone', 5)$$,
    'batch after batch every value is written once'
);

select ok(
    finished,
    'the last one says that nothing is left'
) from batches order by n desc limit 1;

select results_eq(
    $$select relation, column_name, changed, finished from privacy.rotate_batch('k2')$$,
    'values (null::text, null::text, 0::bigint, true)',
    'and so does every one after it'
);

select privacy.use_key('k2', '');

select throws_ok(
    $$select privacy.rotate_batch('k2')$$,
    'PFE01', 'encryption key k2 is not known in this transaction',
    'but not to one who does not know the key'
);

select privacy.use_key('k2', repeat('2b', 32));

select set_eq(
    $$select table_name, column_name, key_id, "values" from privacy.key_usage() where table_schema = 'rotated'$$,
    $$values ('people', 'email', 'k2', 6::bigint), ('people', 'phone', 'k2', 5), ('events_2025', 'who', 'k2', 1)$$,
    'no value has another key'
);

select is(
    (select count(*) from privacy.rotations where finished_at is null), 0::bigint,
    'every rotation is finished'
);

select set_eq(
    'select privacy.decrypt(email) from rotated.people',
    $$values ('zero@example.com'), ('1@example.com'), ('2@example.com'), ('3@example.com'), ('4@example.com'),
        ('5@example.com')$$,
    'every value is what it was'
);

-- An application that had not yet heard of the new key.
insert into rotated.people values (6, privacy.encrypt('6@example.com', with_key => 'k1'), null);

select is(
    (privacy.rotate_batch('k2', 1)).changed, 1::bigint,
    'a value written with the old key afterwards is found by the next rotation'
);

-- Rows that others have locked are passed over, until no other is left; here the place to read from is behind them all.
insert into rotated.people values (8, privacy.encrypt('8@example.com', with_key => 'k1'), null);
update privacy.rotations set finished_at = null, read_up_to = '(1000,0)' where id = (select max(id) from privacy.rotations);
create temporary table before_it as select xmax as mark from rotated.people where id = 8;
create temporary table batch as select * from privacy.rotate_batch('k2');

select results_eq(
    $$select changed, batch.finished, p.xmax <> mark, r.read_up_to, r.finished_at is null
      from batch, before_it, rotated.people as p, privacy.rotations as r
      where p.id = 8 and r.id = (select max(id) from privacy.rotations)$$,
    $$values (0::bigint, false, true, '(0,0)'::tid, true)$$,
    'a batch that comes to its end while values with another key are left waits for one of them, and begins anew'
);

select is(
    (privacy.rotate_batch('k2')).changed, 1::bigint,
    'the next one takes it'
);

select privacy.use_key('k2', repeat('99', 32));
insert into rotated.people values (7, privacy.encrypt('7@example.com', with_key => 'k1'), null);
select privacy.use_key('k1', repeat('99', 32), for_new_values => false);

select throws_ok(
    $$select privacy.rotate_batch('k2')$$,
    'PFE02', 'a value encrypted with key k1 cannot be read: the key is wrong or the value is damaged',
    'a value that cannot be read stops the rotation, and is left as it was'
);

select isnt(
    (select xmax::text from privacy.rotations where finished_at is null), '0',
    'until then it had locked its record: of two that rotate one waits'
);

select * from finish();
rollback;
