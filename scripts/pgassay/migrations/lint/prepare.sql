-- An event trigger that says of each command when it begins; the context of its message holds the text of a command
-- that runs inside a DO block or a function, however it was put together.
create schema pgassay_lint;

create function pgassay_lint.tell() returns event_trigger
    language plpgsql
    set client_min_messages = notice
as $$
begin
    raise notice using message = 'pgassay_lint ' || pg_catalog.current_setting('search_path');
end
$$;

create event trigger pgassay_lint on ddl_command_start execute function pgassay_lint.tell();
