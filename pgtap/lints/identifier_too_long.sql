-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_identifier_too_long()$$,
    'no name was cut off by the server'
);

create schema planted;
create table planted.things (
    a234567890123456789012345678901234567890123456789012345678901234 integer,
    b23456789012345678901234567890123456789012345678901234567890 integer
);

select set_eq(
    $$select * from test.lint_identifier_too_long() where object ~ '^a2'$$,
    $$values
        ('a23456789012345678901234567890123456789012345678901234567890123',
         'it is 63 bytes long, as if cut off there by the server')
    $$,
    'one of 64 bytes, of which 63 were kept, is found'
);

select * from finish();
rollback;
