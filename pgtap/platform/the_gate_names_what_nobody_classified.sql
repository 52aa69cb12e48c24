begin;
select plan(20);

select test.club();

select is_empty(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    'a context that is described has no gap'
);

alter table club.members add column birthday date;

select results_eq(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    $$values ('club.members', 'birthday', 'is not classified')$$,
    'a new column of a person is one'
);

select privacy.describe_column('club.members', 'birthday', 'identity', 'the club', 'consent', 'keep');

select results_eq(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    $$values ('club.members', 'birthday', 'is kept, and its table has no retention: for ever is not a time')$$,
    'a column that is kept for ever is one'
);

alter table club.members drop column birthday;

select results_eq(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    $$values ('club.members', 'birthday', 'is named by privacy.columns and does not exist')$$,
    'a description that outlives its column is one'
);

delete from privacy.columns where column_name = 'birthday';
create table club.complaints (id integer, page integer, author uuid constraint author_fkey references club.members);

select results_eq(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    $$values
        ('club.complaints', 'author', 'is not classified'),
        ('club.complaints', 'author',
         'leads to a person through author_fkey of club.members, and no link says what erasure does'),
        ('club.complaints', 'id', 'is not classified'),
        ('club.complaints', 'page', 'is not classified')
    $$,
    'a new table that refers to a person is one, with all its columns'
);

alter table club.complaints add primary key (id);
create table club.replies (complaint integer constraint complaint_fkey references club.complaints);

select results_eq(
    $$select * from privacy.gaps() where relation = 'club.replies'$$,
    $$values
        ('club.replies', 'complaint', 'is not classified'),
        ('club.replies', 'complaint',
         'leads to a person through complaint_fkey of club.complaints, and no link says what erasure does')
    $$,
    'so is a table that refers to that one'
);

drop table club.replies, club.complaints;

select is_empty(
    $$select * from privacy.gaps() where relation = 'club.bookings'$$,
    'a table that refers to a row which merely names a person is none'
);

update privacy.links set belongs = true where table_name = 'rooms';

select set_eq(
    $$select column_name from privacy.gaps() where relation = 'club.bookings' and gap = 'is not classified'$$,
    array['room_id', 'day'],
    'if that row were the person''s, it would be'
);

update privacy.links set belongs = false where table_name = 'rooms';

alter table club.letters add column witness uuid constraint witness_fkey references club.members;
alter table club.rooms add column tenant uuid constraint tenant_fkey references club.members;

select set_eq(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    $$values
        ('club.letters', 'witness', 'is not classified'),
        ('club.letters', 'witness',
         'leads to a person through witness_fkey of club.members, and no link says what erasure does'),
        ('club.rooms', 'tenant', 'is not classified'),
        ('club.rooms', 'tenant',
         'leads to a person through tenant_fkey of club.members, and no link says what erasure does'),
        ('club.bookings', 'room_id', 'is not classified'),
        ('club.bookings', 'room_id',
         'leads to a person through bookings_room_id_fkey of club.rooms, and no link says what erasure does'),
        ('club.bookings', 'day', 'is not classified')
    $$,
    'a second way to a person is one beside the first, and leads on'
);

alter table club.letters drop column witness;
alter table club.rooms drop column tenant;
alter table club.bookings add primary key (room_id);
select privacy.describe_table('club.bookings');
select privacy.describe_link('club.bookings', '{room_id}', 'club.rooms', '{id}', on_erase => 'keep');
select privacy.describe_column('club.bookings', name, 'none') from unnest(array['room_id', 'day']) as name;
create table club.invoices (room_id integer references club.bookings);

create table club.guests (key text primary key, nick text not null);
create table club.staff (key text primary key, nick text not null);
select privacy.describe_table(name) from unnest(array['club.guests', 'club.staff']::regclass[]) as name;
select privacy.describe_column(name, 'key', 'identifier', 'the club', 'contract', 'keep'),
       privacy.describe_column(name, 'nick', 'identity', 'the club', 'contract', 'delete')
from unnest(array['club.guests', 'club.staff']::regclass[]) as name;
select privacy.describe_person('club.guest', 'club.guests', 'key', on_erase => 'delete'),
       privacy.describe_person('club.employee', 'club.staff', 'key', on_erase => 'keep');
create temporary table gaps as select * from privacy.gaps() where relation like 'club.%';

select results_eq(
    $$select * from gaps where relation in ('club.guests', 'club.staff')$$,
    $$values ('club.staff', 'nick', 'is NOT NULL and cannot be deleted from a row that stays')$$,
    'what is deleted of a person must be able to be NULL where the person''s row stays, and need not where it goes'
);

select is_empty(
    $$select * from gaps where relation = 'club.invoices'$$,
    'what belongs to a row that merely names a person is nobody''s, however far it leads'
);

drop table club.invoices;
select privacy.undescribe_table(name) from unnest(array['club.bookings', 'club.guests', 'club.staff']::regclass[]) as name;
drop table club.guests, club.staff;

alter table club.rooms alter column made_by set not null;

select results_eq(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    $$values ('club.rooms', 'made_by', 'is NOT NULL and cannot be deleted from a row that stays')$$,
    'an erasure that could not be carried out is one'
);

alter table club.rooms alter column made_by drop not null;
alter table club.rooms add column colour text not null default 'blue';
select privacy.describe_column('club.rooms', 'colour', 'content', 'the club', 'consent', 'delete');

select is_empty(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    'of a row that only names a person nothing else changes, so nothing else need be empty'
);

alter table club.rooms drop column colour;
delete from privacy.columns where column_name = 'colour';
update privacy.columns set replacement = null where column_name = 'name' and table_name = 'members';

select results_eq(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    $$values ('club.members', 'name', 'is NOT NULL and is anonymised without a replacement')$$,
    'so is a value that must not be NULL and has no replacement'
);

update privacy.columns set replacement = 'nobody' where table_schema = 'club' and on_erase = 'anonymise';

select results_eq(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    $$values ('club.members', 'email', 'is unique and is anonymised with a replacement that is always the same')$$,
    'and a unique value that would be replaced by the same one'
);

update privacy.columns set replacement = '%' where table_schema = 'club' and on_erase = 'anonymise';
update privacy.columns set on_erase = 'mask' where table_schema = 'club' and column_name = 'joined_on';

select results_eq(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    $$values ('club.members', 'joined_on', 'is masked or may mention people, and is neither text nor JSON')$$,
    'and a date that would be masked'
);

update privacy.columns set on_erase = 'delete' where table_schema = 'club' and column_name = 'joined_on';
update privacy.tables set clock_column = 'paid_on' where table_name = 'fees';
update privacy.people set key_column = 'number' where kind = 'club.member';
update privacy.links set parent_columns = '{number}' where table_name = 'letters';

select results_eq(
    $$select * from privacy.gaps() where relation like 'club.%'$$,
    $$values
        ('club.fees', 'paid_on', 'is named by privacy.tables and does not exist'),
        ('club.members', 'number', 'is named by privacy.links and does not exist'),
        ('club.members', 'number', 'is named by privacy.people and does not exist')
    $$,
    'every column that is named must exist'
);

select privacy.undescribe_table('club.minutes');
drop table club.minutes;

select is_empty(
    $$select * from privacy.gaps() where relation = 'club.minutes'$$,
    'a table that is neither described nor reachable is none'
);

drop table club.pages;

select results_eq(
    $$select * from privacy.gaps() where relation = 'club.pages'$$,
    $$values ('club.pages', null::text, 'is described and does not exist')$$,
    'a description that outlives its table is one'
);

create table club.visits (day date, member uuid references club.members) partition by range (day);
create table club.visits_2025 partition of club.visits for values from ('2025-01-01') to ('2026-01-01');

select set_eq(
    $$select distinct relation from privacy.gaps() where relation like 'club.visits%'$$,
    array['club.visits'],
    'of a partitioned table the partitions are not named again'
);

select * from finish();
rollback;
