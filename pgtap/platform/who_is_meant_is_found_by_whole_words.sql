begin;
select plan(7);

create schema club;
create table club.guests (key text primary key, number text, nick text, invited_by text);
create table club.bills (guest text not null, note text not null);
create table club.letters (body text not null);
select privacy.describe_table(name::regclass) from unnest(array['club.guests', 'club.bills', 'club.letters']) as name;
select privacy.describe_person('club.visitor', 'club.guests', 'key', on_erase => 'delete');
select privacy.describe_link('club.guests', '{invited_by}', 'club.guests', '{key}', on_erase => 'keep');
select privacy.describe_link('club.bills', '{guest}', 'club.guests', '{key}', on_erase => 'keep');
select privacy.describe_column('club.guests', name, category, 'the club', 'contract', on_erase, identifies => true)
from (values ('key', 'identifier', 'keep'), ('number', 'identifier', 'delete'), ('nick', 'identity', 'delete')) as t (name, category, on_erase);
insert into club.guests values ('ada', '1815121', 'Ada'), ('bob', '177', 'Bobo');

select results_eq(
    $$select * from privacy.steps('club.visitor')$$,
    $$values ('club', 'bills', 1, true), ('club', 'guests', 0, true)$$,
    'links lead on from a person, the farthest first, and round in no circle'
);

select results_eq(
    $$select key, privacy.words_of('club.visitor', key) from club.guests order by key$$,
    $$values ('ada', array['1815121']), ('bob', array['Bobo'])$$,
    'a person is known by words of four letters and more, and by numbers that will go'
);

select results_eq(
    $$select word ~* privacy.pattern_of('{adas,bob}') from unnest(array['adas', 'ADAS!', 'bob', 'adast']) as word$$,
    array[true, true, false, false],
    'only such words are looked for, and whole'
);

insert into club.letters values ('Embedded Ada, by 1815121');
select results_eq(
    $$select * from privacy.scan('{1815121}')$$,
    $$values ('club.guests', 'number', 1::bigint), ('club.letters', 'body', 1::bigint)$$,
    'a scan looks into every column, the first of a table, too'
);
select results_eq(
    $$select * from privacy.scan('{Embedded Ada}')$$,
    $$values ('club.letters', 'body', 1::bigint)$$,
    'but not at what the server says of itself'
);

alter table club.guests add column legal_name text;
select privacy.describe_column('club.guests', 'legal_name', 'identity', 'the club', 'contract', 'keep', identifies => true);
insert into club.guests values ('emilie', null, null, null, 'du Châtelet');
select is(
    privacy.words_of('club.visitor', 'emilie'), array['du Châtelet'],
    'a name is looked for even where one row keeps it, and an identifier that is kept is not'
);

create table club.secrets (secret privacy.ciphertext);
select set_has(
    'select * from privacy.encrypted_columns()', $$values ('club', 'secrets', 'secret')$$,
    'a column of encrypted values is found, the first of a table, too'
);

select * from finish();
rollback;
