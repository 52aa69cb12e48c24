begin;
select plan(3);

select test.nexus_parent('parent'), test.nexus_student('pupil', 'parent');

select lives_ok($$delete from nexus.parent_profiles$$, 'a parent profile can be deleted');
select is_empty('select from nexus.students', 'the children it enrolled go with it');
select is((select count(*) from nexus.users), 2::bigint, 'their accounts stay');

select * from finish();
rollback;
