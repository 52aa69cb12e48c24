begin;
select plan(20);

select test.club();

select throws_ok(
    $$select privacy.describe_column('club.members', 'nickname', 'none')$$,
    'PFP06', 'club.members has no column nickname',
    'a column that is not there cannot be described'
);

select throws_ok(
    $$select privacy.describe_column('club.members', 'ctid', 'none')$$,
    'PFP06', 'club.members has no column ctid',
    'what the server adds to each row is no column of it'
);

select results_eq(
    $$select name, privacy.type_of('club', 'members', name) from unnest(array['id', 'phone', 'ctid']) with ordinality as t (name, n) order by n$$,
    $$values ('id', 'uuid'), ('phone', 'privacy.ciphertext'), ('ctid', null)$$,
    'nor has it a type that an erasure could write'
);

select throws_ok(
    $$select privacy.describe_table('club.bookings', '1 year', 'at')$$,
    'PFP06', 'club.bookings has no column at',
    'nor does a retention count from one'
);

select throws_ok(
    $$select privacy.describe_link('club.fees', '{member}', 'club.members', '{id}', 'keep')$$,
    'PFP06', 'club.fees has no column member',
    'nor does a link lead through one'
);

select throws_ok(
    $$select privacy.describe_link('club.fees', '{member_id}', 'club.members', '{number}', 'keep')$$,
    'PFP06', 'club.members has no column number',
    'or to one'
);

select throws_ok(
    $$select privacy.describe_person('club.guest', 'club.members', 'number', 'delete')$$,
    'PFP06', 'club.members has no column number',
    'nor is a person known by one'
);

select throws_ok(
    $$select privacy.describe_table(null)$$,
    'PFP06', 'NULL has no column NULL',
    'a table has a name'
);

select throws_ok(
    $$select privacy.undescribe_table('club.bookings')$$,
    'PFP06', 'club.bookings is not described',
    'what is not described cannot be taken back'
);

select throws_ok(
    $$update privacy.columns set category = 'secret' where column_name = 'email'$$,
    '23514', 'new row for relation "columns" violates check constraint "columns_category_is_known"',
    'a category is one of the known'
);

select throws_ok(
    $$update privacy.columns set legal_basis = 'custom' where column_name = 'email'$$,
    '23514', 'new row for relation "columns" violates check constraint "columns_legal_basis_is_of_article_6"',
    'a legal basis is one of article 6'
);

select throws_ok(
    $$update privacy.columns set on_erase = 'forget', replacement = null where column_name = 'email'$$,
    '23514', 'new row for relation "columns" violates check constraint "columns_on_erase_is_known"',
    'an erasure deletes, anonymises, masks or keeps'
);

select throws_ok(
    $$update privacy.columns set purpose = null where column_name = 'email'$$,
    '23514', 'new row for relation "columns" violates check constraint "columns_personal_data_say_why"',
    'personal data have a purpose'
);

select throws_ok(
    $$update privacy.columns set replacement = 'x' where column_name = 'phone'$$,
    '23514', 'new row for relation "columns" violates check constraint "columns_replacement_anonymises"',
    'only what is anonymised has a replacement'
);

select throws_ok(
    $$update privacy.columns set identifies = true where table_name = 'rooms' and column_name = 'name'$$,
    '23514', 'new row for relation "columns" violates check constraint "columns_none_says_nothing"',
    'what is not personal identifies nobody'
);

create temporary table described as
    select table_name, column_name from privacy.columns where table_schema = 'club'
    union all select table_name, array_to_string(columns, ',') || ' of link' from privacy.links where table_schema = 'club';

select lives_ok(
    $$select privacy.undescribe_column('club.members', 'phone')$$,
    'a column is taken back alone'
);
select is(
    (select string_agg(column_name, ', ') from privacy.columns where (table_name, column_name) = ('members', 'phone')),
    null, 'and nothing is said of it any more'
);
select privacy.undescribe_column('club.letters', 'member_id');
select set_eq(
    $$
        select * from described
        except (
            select table_name, column_name from privacy.columns where table_schema = 'club'
            union all select table_name, array_to_string(columns, ',') || ' of link' from privacy.links where table_schema = 'club'
        )
    $$,
    $$values ('members', 'phone'), ('letters', 'member_id'), ('letters', 'member_id of link')$$,
    'with its link, and nothing is taken back of other columns and tables'
);
select throws_ok(
    $$select privacy.undescribe_column('club.members', 'phone')$$,
    'PFP06', 'column phone of club.members is not described',
    'a second time there is nothing to take back'
);

select lives_ok(
    $$select privacy.undescribe_table('club.members')$$,
    'a table is taken back with all that was said of it'
);

select * from finish();
rollback;
