-- Errors as values, for tests that look at many of them at once.

create function test.sqlstate(statement text)
returns text
language plpgsql
as $$
begin
    execute statement;
    return null;
exception
    when others then return sqlstate || ': ' || sqlerrm;
end
$$;

comment on function test.sqlstate(text) is
    'The SQLSTATE and the message of a statement that fails; NULL if it does not. What it did is kept.';
