begin;
select plan(4);

create temporary table tried (relation text, statement text);
insert into tried values
    ('users', 'insert into shop.users (email, password_hash) values (%L, ''hash'')'),
    ('leads', 'insert into shop.leads (name, email, message) values (''Ada'', %L, ''Hello'')');

select throws_ok(
    format(statement, 'ada@example.coM'),
    '23514', format('new row for relation "%s" violates check constraint "%1$s_email_is_lower_case"', relation),
    format('%s refuses a single capital', relation)
)
from tried;

select throws_ok(
    format(statement, 'É@example.com'),
    '23514', format('new row for relation "%s" violates check constraint "%1$s_email_is_lower_case"', relation),
    format('%s refuses a capital with an accent', relation)
)
from tried;

select * from finish();
rollback;
