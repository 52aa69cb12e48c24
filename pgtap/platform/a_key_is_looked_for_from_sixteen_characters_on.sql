begin;
select plan(2);

create schema club;
create table club.guests (key text primary key);
create table club.minutes (body text not null);
select privacy.describe_table('club.guests'), privacy.describe_table('club.minutes');
select privacy.describe_person('club.visitor', 'club.guests', 'key', on_erase => 'delete');
select privacy.describe_column('club.guests', 'key', 'identifier', 'the club', 'contract', 'delete');
select privacy.describe_column('club.minutes', 'body', 'content', 'the club', 'contract', 'mask', mentions => true);
insert into club.guests values ('fifteen-letters'), ('sixteen-letters!'), ('more-than-sixteen-letters');
insert into club.minutes values ('fifteen-letters came'), ('sixteen-letters! came'), ('more-than-sixteen-letters came');

-- A shorter one, such as a number, stands in many texts by chance.
select results_eq(
    $$select key, privacy.export('club.visitor:' || key) -> 'mentions' from club.guests order by key collate "C"$$,
    $$values
        ('fifteen-letters', '{}'::jsonb),
        ('more-than-sixteen-letters', '{"club.minutes.body": ["more-than-sixteen-letters came"]}'),
        ('sixteen-letters!', '{"club.minutes.body": ["sixteen-letters! came"]}')
    $$,
    'an export holds what mentions the key of a person, if it is long enough to be the key'
);

select privacy.erase('club.visitor:' || key, dry_run => false, verify => false) from club.guests;

select bag_eq(
    'select body from club.minutes', array['fifteen-letters came', '[erased] came', '[erased] came'],
    'and an erasure blacks it out'
);

select * from finish();
rollback;
