begin;
select plan(1);

-- The gate. It fails for a context that adds a column, a table or a foreign key and does not say what they hold of people.
select is_empty(
    'select * from privacy.gaps()',
    'every column that is reachable from a person is classified, and what is declared can be carried out'
);

select * from finish();
rollback;
