begin;
select plan(32);

-- The same rule stands on users and leads; the same addresses are tried on both.
create temporary table tried (relation text, statement text);
insert into tried values
    ('users', 'insert into shop.users (email, password_hash) values (%L, ''hash'')'),
    ('leads', 'insert into shop.leads (name, email, message) values (''Ada'', %L, ''Hello'')');

select lives_ok(
    format(statement, email),
    format('%s accepts %s', relation, why)
)
from tried
cross join (values
    ('a@b.c', 'the shortest address'),
    ('ada.lovelace+shop@mail.example.co.uk', 'dots, a plus and subdomains'),
    ('o''neill_%-!#$&*/=?^`{|}~@example.com', 'the odd characters of a local part'),
    ('élève@réussite.tn', 'letters beyond ASCII'),
    (repeat('a', 308) || '@example.com', '320 characters')
) as accepted (email, why);

select throws_ok(
    format(statement, email),
    '23514', format('new row for relation "%s" violates check constraint "%1$s_email_is_plausible"', relation),
    format('%s refuses %s', relation, why)
)
from tried
cross join (values
    ('', 'an empty address'),
    ('ada', 'a name alone'),
    ('@example.com', 'an address without a local part'),
    ('ada@', 'an address without a domain'),
    ('ada@example', 'a domain without a dot'),
    ('ada@.com', 'a domain that begins with a dot'),
    ('ada@example..com', 'two dots in a row in the domain'),
    ('ada@example.', 'a domain that ends with a dot'),
    ('ada@lovelace@example.com', 'two at signs'),
    ('ada lovelace@example.com', 'a space inside'),
    (E'ada@example.com\n', 'a line break at the end')
) as refused (email, why);

select * from finish();
rollback;
