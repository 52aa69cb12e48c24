begin;
select plan(2);

create function pg_temp.unusual()
returns table (sequence text, increment bigint, cycle boolean)
language sql
as $$
    select q.seqrelid::regclass::text, q.seqincrement, q.seqcycle
    from pg_sequence as q
    where (q.seqincrement <> 1 or q.seqcycle)
$$;

select is_empty('select * from pg_temp.unusual()', 'sequences count by one, and none begins again');

create schema planted;
create sequence planted.twos increment 2;
create sequence planted.rounds maxvalue 9 cycle;

select set_eq(
    'select * from pg_temp.unusual()',
    $$values ('planted.twos', 2, false), ('planted.rounds', 1, true)$$,
    'one that skips and one that begins again are found'
);

select * from finish();
rollback;
