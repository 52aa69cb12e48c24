-- fails 7: ERROR 42703: column "x" does not exist
-- pg_prove agrees

-- BEGIN is put before the text: the server's positions must be shifted back.
select plan(1);
select ok(true,
x
) from pg_class;
