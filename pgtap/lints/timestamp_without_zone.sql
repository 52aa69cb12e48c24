-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_timestamp_without_zone()$$,
    'every time names an instant'
);

create schema planted;
create table planted.things (local timestamp, several timestamp[], odd timetz, instant timestamptz, day date);

select set_eq(
    $$select * from test.lint_timestamp_without_zone() where object like 'planted.%'$$,
    $$values
        ('planted.things.local', 'timestamp without time zone names no instant: use timestamptz'),
        ('planted.things.several', 'timestamp without time zone[] names no instant: use timestamptz'),
        ('planted.things.odd', 'time with time zone names no instant: use timestamptz')
    $$,
    'columns without a zone, and times without a day, are found'
);

select * from finish();
rollback;
