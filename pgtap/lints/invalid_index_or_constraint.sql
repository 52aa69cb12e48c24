-- pgassay: live
begin;
select plan(2);

select is_empty(
    $$select * from test.lint_invalid_index_or_constraint()$$,
    'every index may be used and every constraint holds for old rows'
);

create schema planted;
create table planted.things (id integer);
alter table planted.things add constraint id_is_positive check (id > 0) not valid;
create index things_id_idx on planted.things (id);
create index things_sound_idx on planted.things (id);
update pg_index set indisvalid = false where indexrelid = 'planted.things_id_idx'::regclass;

select set_eq(
    $$select * from test.lint_invalid_index_or_constraint() where object like 'planted.%'$$,
    $$values
        ('planted.things_id_idx', 'the index is not valid: a concurrent build failed or has not ended'),
        ('planted.things.id_is_positive', 'the constraint was never validated')
    $$,
    'an index left invalid and a constraint left NOT VALID are found'
);

select * from finish();
rollback;
