begin;
select plan(6);

-- A person of every kind, so that each profile hangs on the one user.
select test.nexus_user('ada');
insert into nexus.parent_profiles (id, "userId") values ('parent', 'ada');
insert into nexus.student_profiles (id, "userId") values ('profile', 'ada');
insert into nexus.coach_profiles (id, "userId", pseudonym, subjects) values ('coach', 'ada', 'Hélios', '[]');
select test.nexus_parent('other');
insert into nexus.students (id, "parentId", "userId") values ('pupil', 'other', 'ada');

select lives_ok($$delete from nexus.users where id = 'ada'$$, 'a user who never paid can be deleted');
select is_empty($$select from nexus.parent_profiles where id = 'parent'$$, 'the profile of the parent goes');
select is_empty('select from nexus.student_profiles', 'the profile of the pupil goes');
select is_empty('select from nexus.coach_profiles', 'the profile of the coach goes');
select is_empty('select from nexus.students', 'the enrolment goes');
select isnt_empty($$select from nexus.parent_profiles where id = 'other'$$, 'the parent who enrolled the pupil stays');

select * from finish();
rollback;
