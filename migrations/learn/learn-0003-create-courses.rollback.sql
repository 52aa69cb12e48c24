drop table learn.lesson_translations;

drop table learn.module_translations;

drop table learn.lesson_prerequisites;

drop table learn.lessons;

drop table learn.modules;

drop table learn.course_prerequisites;

drop table learn.course_translations;

drop table learn.course_versions;

drop table learn.courses;
