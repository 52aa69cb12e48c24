revoke select, insert, update, delete on learn.lesson_translations from learn_app;
revoke select on learn.lesson_translations from learn_user;
revoke insert on learn.lesson_translations from learn_user;
revoke update on learn.lesson_translations from learn_user;
revoke delete on learn.lesson_translations from learn_user;
revoke select on learn.lesson_translations from learn_readonly;

drop policy report on learn.lesson_translations;

drop policy remove on learn.lesson_translations;

drop policy change on learn.lesson_translations;

drop policy add on learn.lesson_translations;

drop policy read on learn.lesson_translations;

drop policy everything on learn.lesson_translations;

alter table learn.lesson_translations no force row level security;
alter table learn.lesson_translations disable row level security;

revoke select, insert, update, delete on learn.module_translations from learn_app;
revoke select on learn.module_translations from learn_user;
revoke insert on learn.module_translations from learn_user;
revoke update on learn.module_translations from learn_user;
revoke delete on learn.module_translations from learn_user;
revoke select on learn.module_translations from learn_readonly;

drop policy report on learn.module_translations;

drop policy remove on learn.module_translations;

drop policy change on learn.module_translations;

drop policy add on learn.module_translations;

drop policy read on learn.module_translations;

drop policy everything on learn.module_translations;

alter table learn.module_translations no force row level security;
alter table learn.module_translations disable row level security;

revoke select, insert, update, delete on learn.lesson_prerequisites from learn_app;
revoke select on learn.lesson_prerequisites from learn_user;
revoke insert on learn.lesson_prerequisites from learn_user;
revoke update on learn.lesson_prerequisites from learn_user;
revoke delete on learn.lesson_prerequisites from learn_user;
revoke select on learn.lesson_prerequisites from learn_readonly;

drop policy report on learn.lesson_prerequisites;

drop policy remove on learn.lesson_prerequisites;

drop policy change on learn.lesson_prerequisites;

drop policy add on learn.lesson_prerequisites;

drop policy read on learn.lesson_prerequisites;

drop policy everything on learn.lesson_prerequisites;

alter table learn.lesson_prerequisites no force row level security;
alter table learn.lesson_prerequisites disable row level security;

revoke select, insert, update, delete on learn.lessons from learn_app;
revoke select on learn.lessons from learn_user;
revoke insert on learn.lessons from learn_user;
revoke update on learn.lessons from learn_user;
revoke delete on learn.lessons from learn_user;
revoke select on learn.lessons from learn_readonly;

drop policy report on learn.lessons;

drop policy remove on learn.lessons;

drop policy change on learn.lessons;

drop policy add on learn.lessons;

drop policy read on learn.lessons;

drop policy everything on learn.lessons;

alter table learn.lessons no force row level security;
alter table learn.lessons disable row level security;

revoke select, insert, update, delete on learn.modules from learn_app;
revoke select on learn.modules from learn_user;
revoke insert on learn.modules from learn_user;
revoke update on learn.modules from learn_user;
revoke delete on learn.modules from learn_user;
revoke select on learn.modules from learn_readonly;

drop policy report on learn.modules;

drop policy remove on learn.modules;

drop policy change on learn.modules;

drop policy add on learn.modules;

drop policy read on learn.modules;

drop policy everything on learn.modules;

alter table learn.modules no force row level security;
alter table learn.modules disable row level security;

revoke select, insert, update, delete on learn.course_prerequisites from learn_app;
revoke select on learn.course_prerequisites from learn_user;
revoke insert on learn.course_prerequisites from learn_user;
revoke update on learn.course_prerequisites from learn_user;
revoke delete on learn.course_prerequisites from learn_user;
revoke select on learn.course_prerequisites from learn_readonly;

drop policy report on learn.course_prerequisites;

drop policy remove on learn.course_prerequisites;

drop policy change on learn.course_prerequisites;

drop policy add on learn.course_prerequisites;

drop policy read on learn.course_prerequisites;

drop policy everything on learn.course_prerequisites;

alter table learn.course_prerequisites no force row level security;
alter table learn.course_prerequisites disable row level security;

revoke select, insert, update, delete on learn.course_translations from learn_app;
revoke select on learn.course_translations from learn_user;
revoke insert on learn.course_translations from learn_user;
revoke update on learn.course_translations from learn_user;
revoke delete on learn.course_translations from learn_user;
revoke select on learn.course_translations from learn_readonly;

drop policy report on learn.course_translations;

drop policy remove on learn.course_translations;

drop policy change on learn.course_translations;

drop policy add on learn.course_translations;

drop policy read on learn.course_translations;

drop policy everything on learn.course_translations;

alter table learn.course_translations no force row level security;
alter table learn.course_translations disable row level security;

revoke select, insert, update, delete on learn.course_versions from learn_app;
revoke select on learn.course_versions from learn_user;
revoke update (version, notes, status) on learn.course_versions from learn_user;
revoke select on learn.course_versions from learn_readonly;

drop policy report on learn.course_versions;

drop policy change on learn.course_versions;

drop policy read on learn.course_versions;

drop policy everything on learn.course_versions;

alter table learn.course_versions no force row level security;
alter table learn.course_versions disable row level security;

revoke select, insert, update, delete on learn.courses from learn_app;
revoke select on learn.courses from learn_user;
revoke insert (
    id, slug, title, description, difficulty, estimated_minutes, language, metadata, author_id
) on learn.courses from learn_user;
revoke update (
    slug, title, description, difficulty, estimated_minutes, language, metadata
) on learn.courses from learn_user;
revoke delete on learn.courses from learn_user;
revoke select on learn.courses from learn_readonly;

drop policy report on learn.courses;

drop policy remove on learn.courses;

drop policy change on learn.courses;

drop policy add on learn.courses;

drop policy read on learn.courses;

drop policy everything on learn.courses;

alter table learn.courses no force row level security;
alter table learn.courses disable row level security;
