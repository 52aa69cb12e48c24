begin;
select plan(4);

-- As a superuser who has dropped what guards the log and its seals.
alter table audit.seals disable trigger user;

create function pg_temp.at(minute numeric) returns timestamptz language sql immutable
return '2026-01-15 12:00+00'::timestamptz + minute * interval '1 minute';
create function pg_temp.said(from_minute numeric, to_minute numeric) returns text language sql as $$
    select format('%s, seal %s, row %s, %s sealed, %s not: %s', verdict, seal_number,
                  (select string_agg(record_id, '+' order by record_id) from audit.log where id = row_id),
                  sealed, unsealed, regexp_replace(explanation, '[0-9]{4}-\S+Z', 'then'))
    from audit.verify(coalesce(pg_temp.at(from_minute), '-infinity'), coalesce(pg_temp.at(to_minute), 'infinity'))
$$;

-- An era with two rows, one that ended empty, and another with one; then a row that is not sealed.
create temporary table written (name text, id bigint);
insert into written values ('a', test.committed_log_row('a', 5, pg_temp.at(1))), ('b', test.committed_log_row('b', 6, pg_temp.at(2)));
select audit.seal();
update audit.seals set cluster = 'there', to_transaction = 1000 where number = 1;
update audit.seals as s set hash = audit.seal_hash(s) where number = 1;
select audit.seal();
insert into written values ('c', test.committed_log_row('c', 7, pg_temp.at(3)));
select nextval('audit.log_id_seq');
select audit.seal();
insert into written values ('d', test.committed_log_row('d', 9000000000000000000, pg_temp.at(4)));

alter table audit.log disable trigger user;

create temporary table whole as
    select * from (values
        (null::numeric, null::numeric, '3 sealed, 1 not: 2 seals cover 3 rows, all as they were; 1 rows are not yet sealed'),
        (null, 1, '0 sealed, 0 not: 0 seals cover 0 rows, all as they were; 0 rows are not yet sealed'),
        (null, 1.5, '2 sealed, 0 not: 1 seals cover 2 rows, all as they were; 0 rows are not yet sealed'),
        (null, 0.5, '0 sealed, 0 not: 0 seals cover 0 rows, all as they were; 0 rows are not yet sealed'),
        (2, 3, '2 sealed, 0 not: 1 seals cover 2 rows, all as they were; 0 rows are not yet sealed'),
        (2.5, 3, '0 sealed, 0 not: 0 seals cover 0 rows, all as they were; 0 rows are not yet sealed'),
        (3, 4, '1 sealed, 0 not: 1 seals cover 1 rows, all as they were; 0 rows are not yet sealed'),
        (3, null, '1 sealed, 1 not: 1 seals cover 1 rows, all as they were; 1 rows are not yet sealed'),
        (3.5, 4, '0 sealed, 0 not: 0 seals cover 0 rows, all as they were; 0 rows are not yet sealed'),
        (4, null, '0 sealed, 1 not: 0 seals cover 0 rows, all as they were; 1 rows are not yet sealed')
    ) as t (from_minute, to_minute, said);

select set_eq(
    'select from_minute, to_minute, pg_temp.said(from_minute, to_minute) from whole',
    $$select from_minute, to_minute, format('%s, seal , row , %s',
          case when said ~ '^0 sealed, 1' then 'not yet sealed' else 'intact' end, said) from whole$$,
    'from a time on, and up to another: what lies on the bound is of what follows'
);

-- Each by itself, and undone: what is done to the log, when one looks, and what is said then.
create temporary table done (n integer generated always as identity, statement text, from_minute numeric, to_minute numeric, said text);
insert into done (statement, from_minute, to_minute, said) values
    ($$update audit.log set login = 'eve' where record_id = 'b'$$, null, null,
     'altered, seal 1, row b, 0 sealed,  not: row %b% was altered: it is not as seal 1, made at then, has it'),
    ($$delete from audit.log where record_id = 'a'$$, null, null,
     'missing, seal 1, row , 0 sealed,  not: row %a% was removed: it is not as seal 1, made at then, has it'),
    ($$update audit.seals set sealed_at = sealed_at - interval '1 day' where number = 1$$, null, null,
     'seal altered, seal 1, row , 0 sealed,  not: seal 1, made at then, is not what it was: its hash does not match'),
    ($$delete from audit.seals where number = 1$$, null, null,
     'seal missing, seal 1, row , 0 sealed,  not: seal 1 is missing: the chain goes from 0 to 2'),
    ($$delete from audit.seals where number = 2$$, null, null,
     'seal missing, seal 2, row , 2 sealed,  not: seal 2 is missing: the chain goes from 1 to 3'),
    -- Moved to a time that no seal is of.
    ($$update audit.log set at = pg_temp.at(0.5) where record_id = 'a'$$, null, 1,
     'altered, seal 1, row a, 0 sealed, 0 not: row %a% was altered: no seal has it at this time'),
    -- Ids of an era that has ended, whatever the transaction; of the present one only transactions that have ended.
    ($$select pg_temp.forge('x', 0, 9000000000000000000, 2.5)$$, 2.5, 3,
     'inserted, seal , row x, 0 sealed, 0 not: row 0 was inserted: no seal has it at this time'),
    ($$select pg_temp.forge('x', (select id from written where name = 'a'), 9000000000000000000, 2.5)$$, 2.5, 3,
     'altered, seal 1, row a+x, 0 sealed, 0 not: row %a% was altered: no seal has it at this time'),
    ($$select pg_temp.forge('x', (select base_id from audit.seals where number = 3), 9000000000000000000, 2.5)$$, 2.5, 3,
     'altered, seal 1, row b+x, 0 sealed, 0 not: row %b% was altered: no seal has it at this time'),
    ($$select pg_temp.forge('x', (select id from written where name = 'c'), 6, 2.5)$$, 2.5, 3,
     'altered, seal 3, row c+x, 0 sealed, 0 not: row %c% was altered: no seal has it at this time'),
    ($$select pg_temp.forge('x', (select id from written where name = 'c'), 9000000000000000000, 2.5)$$, 2.5, 3,
     'not yet sealed, seal , row , 0 sealed, 1 not: 0 seals cover 0 rows, all as they were; 1 rows are not yet sealed'),
    ($$select pg_temp.forge('x', (select id from written where name = 'c'), (select to_transaction from audit.seals where number = 3), 2.5)$$, 2.5, 3,
     'not yet sealed, seal , row , 0 sealed, 1 not: 0 seals cover 0 rows, all as they were; 1 rows are not yet sealed'),
    -- Of two rows with the id of a seal the one that was sealed is the one that belongs there.
    ($$select pg_temp.forge('x', (select id from written where name = 'c'), 7, 2.5)$$, 3, null,
     'inserted, seal 3, row c+x, 0 sealed,  not: row %c% was inserted: it is not as seal 3, made at then, has it');

create function pg_temp.forge(record text, with_id bigint, in_transaction bigint, minute numeric) returns void language sql as $$
    insert into audit.log (id, at, transaction_id, login, context, table_name, record_id, action)
        overriding system value values (with_id, pg_temp.at(minute), in_transaction, 'tester', 'past', 'things', record, 'delete')
$$;
create function pg_temp.tried(statement text, from_minute numeric, to_minute numeric) returns text language plpgsql as $$
declare
    said text;
begin
    begin
        execute statement;
        said := pg_temp.said(from_minute, to_minute);
        raise exception 'undone' using errcode = 'PT000';
    exception
        when sqlstate 'PT000' then return said;
    end;
end
$$;
create function pg_temp.named(said text) returns text language sql as $$
    select coalesce((select replace(said, '%' || name || '%', id::text) from written where said like '%\%' || name || '\%%'), said)
$$;

select results_eq(
    'select n, pg_temp.tried(statement, from_minute, to_minute) from done order by n',
    'select n, pg_temp.named(said) from done order by n',
    'the first thing that is wrong is named, and how it is wrong'
);

-- The very first id, before anything is sealed.
create temporary table first as select pg_temp.tried($$
    delete from audit.seals; delete from audit.log; select pg_temp.forge('first', 1, 9000000000000000000, 1)
$$, null, null) as said;
select is(
    said, 'not yet sealed, seal , row , 0 sealed, 1 not: 0 seals cover 0 rows, all as they were; 1 rows are not yet sealed',
    'a log has a first row'
) from first;
select is(
    pg_temp.tried('delete from audit.seals; delete from audit.log', null, null),
    'intact, seal , row , 0 sealed, 0 not: 0 seals cover 0 rows, all as they were; 0 rows are not yet sealed',
    'or none'
);

select * from finish();
rollback;
