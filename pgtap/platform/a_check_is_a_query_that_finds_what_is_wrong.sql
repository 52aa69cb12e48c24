begin;
select plan(10);

create schema checked authorization shop_owner;
set local role shop_owner;
create table checked.things (id integer, whole boolean);
insert into checked.things values (2, false), (1, false), (3, true);

select lives_ok(
    $$select platform.declare_check('checked', 'things_are_whole', 'A thing is whole.', 'Mend it.',
        'select id as record, ''broken'' as problem from checked.things where not whole')$$,
    'an owner declares a check'
);
select results_eq(
    $$select * from platform.run_check('checked', 'things_are_whole')$$,
    $$values ('1', 'broken'), ('2', 'broken')$$,
    'it finds what is wrong, in order'
);

update checked.things set whole = true;

select is_empty(
    $$select * from platform.run_check('checked', 'things_are_whole')$$,
    'and nothing when all is well'
);
select throws_ok(
    format($$select platform.declare_check('checked', 'wrong', 'a', 'b', %L)$$, query),
    'PFC01', 'check wrong of checked cannot be run: ' || reason, format('%L is no check', query)
)
from (values
    ('select 1 as record', 'column found.problem does not exist'),
    ('selec', 'syntax error at or near ")"'),
    ('select 1 as record, 1 as problem from checked.nothing', 'relation "checked.nothing" does not exist'),
    (null, 'syntax error at or near ")"')
) as wrong (query, reason);
select throws_ok(
    $$select platform.withdraw_check('checked', 'nothing')$$,
    'PFC02', 'there is no check nothing of checked', 'what was not declared cannot be withdrawn'
);
select platform.withdraw_check('checked', 'things_are_whole');
select throws_ok(
    $$select platform.run_check('checked', 'things_are_whole')$$,
    'PFC02', 'there is no check things_are_whole of checked', 'what was withdrawn cannot be run'
);

reset role;
set local role shop_app;

select throws_ok(
    'table platform.integrity_checks',
    '42501', 'permission denied for table integrity_checks', 'the server of an application has no business here'
);

reset role;
select * from finish();
rollback;
