-- Errors as values, for tests that look at many of them at once, or at what an error says besides its message.

create function test.error(statement text, out code text, out message text, out detail text, out hint text)
language plpgsql
as $$
begin
    execute statement;
exception
    when others then
        get stacked diagnostics code = returned_sqlstate, message = message_text,
            detail = pg_exception_detail, hint = pg_exception_hint;
end
$$;

comment on function test.error(text) is
    'What a statement that fails says of it; NULLs if it does not. What it did is kept.';

create function test.sqlstate(statement text)
returns text
language sql
return (select code || ': ' || message from test.error(statement));

comment on function test.sqlstate(text) is
    'The SQLSTATE and the message of a statement that fails; NULL if it does not. What it did is kept.';
