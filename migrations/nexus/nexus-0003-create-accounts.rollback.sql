drop table nexus.coach_profiles;

drop table nexus.students;

drop table nexus.student_profiles;

drop table nexus.parent_profiles;

drop table nexus.users;
