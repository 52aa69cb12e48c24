begin;
select plan(4);

select results_eq(
    $$
        select privacy.normal_email(given)
        from (values (1, 'ada@example.com'), (2, E'\tAda@EXAMPLE.com\n'), (3, 'ａｄａ@example.com'), (4, 'ÉLISE@example.com'))
            as addresses (n, given)
        order by n
    $$,
    array['ada@example.com', 'ada@example.com', 'ada@example.com', 'Élise@example.com'],
    'an address is trimmed, in NFKC, and lower case in ASCII'
);

select results_eq(
    $$
        select privacy.normal_phone(given)
        from (values (1, '+33612345678'), (2, '00 33 6 12 34 56 78'), (3, '+1 (212) 555-0100'), (4, '+49.30/901820'))
            as numbers (n, given)
        order by n
    $$,
    array['+33612345678', '+33612345678', '+12125550100', '+4930901820'],
    'a number is + and digits'
);

select is_empty(
    $$
        select given
        from (values ('ada'), ('ada@example'), ('ada@@example.com'), ('a da@example.com'), (''), ('ada@example.com.'),
                     ('ada@example.com grace@example.com'), ('ada@example.com@example.com')) as t (given)
        where test.sqlstate(format('select privacy.normal_email(%L)', given))
            is distinct from 'PFE04: this is not an e-mail address'
    $$,
    'what is no address is refused, and the message does not repeat it'
);

select is_empty(
    $$
        select given
        from (values ('0612345678'), ('+33'), ('+0612345678'), ('+336123456789012345'), ('+33 6 CALL ME'), ('a+33612345678'), ('')) as t (given)
        where test.sqlstate(format('select privacy.normal_phone(%L)', given))
            is distinct from 'PFE04: this is not a phone number in international form'
    $$,
    'what is no number in international form is refused, and the message does not repeat it'
);

select * from finish();
rollback;
