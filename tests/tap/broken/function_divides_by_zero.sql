-- fails 16: ERROR 22012: division by zero
-- pg_prove agrees

begin;
select plan(2);

create function share(total int, parts int) returns int language plpgsql as $$
begin
    return total / parts;  -- the error is raised here, and has no position
end;
$$;

select is(share(4, 2), 2, 'one; two');

/* nested /* comment; */ before it */
select is(share(4, 0), 0, 'three');
select * from finish();
rollback;
