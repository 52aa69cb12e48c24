-- depends: learn-0023-secure-identity
--
-- Row security on courses and what they are made of. What is published is for every user, what is taken for who takes it,
-- and who writes a course, or may delete courses, sees and edits all of it. A policy that asks for another table sees what the
-- reader sees there: who does not see the version does not see its modules.
--
-- Row security is on before anything is granted. The owner, whose functions act for everybody, and the trusted server see all rows;
-- learn_user sees what the actor may see; learn_readonly what reports need.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because nothing was granted before, so that nobody uses these tables yet

set local role learn_owner;

alter table learn.courses enable row level security;
alter table learn.courses force row level security;

create policy everything on learn.courses for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.courses is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.courses for select to learn_user
    using (
        (select learn.actor_may('courses:view')) and (status = 'PUBLISHED' or id = any ((select learn.actor_courses())::uuid[]))
        or author_id = (select learn.actor_id()) and (select learn.actor_may('courses:edit'))
        or (select learn.actor_may('courses:delete'))
    );

comment on policy read on learn.courses is
    'Published courses are for every user, others for whoever takes, writes or moderates them.';

create policy add on learn.courses for insert to learn_user
    with check (author_id = (select learn.actor_id()) and (select learn.actor_may('courses:create')));

comment on policy add on learn.courses is
    'Who may create courses does so in the own name.';

create policy change on learn.courses for update to learn_user
    using (
        author_id = (select learn.actor_id()) and (select learn.actor_may('courses:edit')) or (select learn.actor_may('courses:delete'))
    )
    with check (
        author_id = (select learn.actor_id()) and (select learn.actor_may('courses:edit')) or (select learn.actor_may('courses:delete'))
    );

comment on policy change on learn.courses is
    'Authors and moderators change a course; status and author are not granted.';

create policy remove on learn.courses for delete to learn_user
    using ((select learn.actor_may('courses:delete')));

comment on policy remove on learn.courses is
    'Who may delete courses deletes those that were never published; a published version refuses.';

create policy report on learn.courses for select to learn_readonly using (true);

comment on policy report on learn.courses is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.courses to learn_app;
grant select on learn.courses to learn_user;
grant insert (
    id, slug, title, description, difficulty, estimated_minutes, language, metadata, author_id
) on learn.courses to learn_user;
grant update (
    slug, title, description, difficulty, estimated_minutes, language, metadata
) on learn.courses to learn_user;
grant delete on learn.courses to learn_user;
grant select on learn.courses to learn_readonly;

alter table learn.course_versions enable row level security;
alter table learn.course_versions force row level security;

create policy everything on learn.course_versions for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.course_versions is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.course_versions for select to learn_user
    using (
        (select learn.actor_may('courses:view')) and (status = 'PUBLISHED' or id = any ((select learn.actor_versions())::uuid[])) or course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy read on learn.course_versions is
    'Versions are for who takes them, what is taught now for everybody.';

create policy change on learn.course_versions for update to learn_user
    using (
        (course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))) and status in ('DRAFT', 'REVIEW')
    )
    with check (status in ('DRAFT', 'REVIEW'));

comment on policy change on learn.course_versions is
    'Editors label a draft and hand it to review; learn.publish_course_version() publishes.';

create policy report on learn.course_versions for select to learn_readonly using (true);

comment on policy report on learn.course_versions is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.course_versions to learn_app;
grant select on learn.course_versions to learn_user;
grant update (version, notes, status) on learn.course_versions to learn_user;
grant select on learn.course_versions to learn_readonly;

alter table learn.course_translations enable row level security;
alter table learn.course_translations force row level security;

create policy everything on learn.course_translations for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.course_translations is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.course_translations for select to learn_user
    using (exists (select from learn.courses as c where c.id = course_id));

comment on policy read on learn.course_translations is
    'Who sees the course sees its translations.';

create policy add on learn.course_translations for insert to learn_user
    with check (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy add on learn.course_translations is
    'Who edits the course adds a translation; a published version refuses.';

create policy change on learn.course_translations for update to learn_user
    using (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    )
    with check (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy change on learn.course_translations is
    'Who edits the course changes a translation; a published version refuses.';

create policy remove on learn.course_translations for delete to learn_user
    using (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy remove on learn.course_translations is
    'Who edits the course removes a translation; a published version refuses.';

create policy report on learn.course_translations for select to learn_readonly using (true);

comment on policy report on learn.course_translations is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.course_translations to learn_app;
grant select on learn.course_translations to learn_user;
grant insert on learn.course_translations to learn_user;
grant update on learn.course_translations to learn_user;
grant delete on learn.course_translations to learn_user;
grant select on learn.course_translations to learn_readonly;

alter table learn.course_prerequisites enable row level security;
alter table learn.course_prerequisites force row level security;

create policy everything on learn.course_prerequisites for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.course_prerequisites is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.course_prerequisites for select to learn_user
    using (exists (select from learn.courses as c where c.id = course_prerequisites.course_id));

comment on policy read on learn.course_prerequisites is
    'Who sees the course sees what comes first.';

create policy add on learn.course_prerequisites for insert to learn_user
    with check (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy add on learn.course_prerequisites is
    'Who edits the course adds a prerequisite; a published version refuses.';

create policy change on learn.course_prerequisites for update to learn_user
    using (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    )
    with check (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy change on learn.course_prerequisites is
    'Who edits the course changes a prerequisite; a published version refuses.';

create policy remove on learn.course_prerequisites for delete to learn_user
    using (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy remove on learn.course_prerequisites is
    'Who edits the course removes a prerequisite; a published version refuses.';

create policy report on learn.course_prerequisites for select to learn_readonly using (true);

comment on policy report on learn.course_prerequisites is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.course_prerequisites to learn_app;
grant select on learn.course_prerequisites to learn_user;
grant insert on learn.course_prerequisites to learn_user;
grant update on learn.course_prerequisites to learn_user;
grant delete on learn.course_prerequisites to learn_user;
grant select on learn.course_prerequisites to learn_readonly;

alter table learn.modules enable row level security;
alter table learn.modules force row level security;

create policy everything on learn.modules for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.modules is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.modules for select to learn_user
    using (exists (select from learn.course_versions as v where v.id = version_id));

comment on policy read on learn.modules is
    'Who sees the version sees its modules, as in a table of contents.';

create policy add on learn.modules for insert to learn_user
    with check (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy add on learn.modules is
    'Who edits the course adds a module; a published version refuses.';

create policy change on learn.modules for update to learn_user
    using (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    )
    with check (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy change on learn.modules is
    'Who edits the course changes a module; a published version refuses.';

create policy remove on learn.modules for delete to learn_user
    using (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy remove on learn.modules is
    'Who edits the course removes a module; a published version refuses.';

create policy report on learn.modules for select to learn_readonly using (true);

comment on policy report on learn.modules is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.modules to learn_app;
grant select on learn.modules to learn_user;
grant insert on learn.modules to learn_user;
grant update on learn.modules to learn_user;
grant delete on learn.modules to learn_user;
grant select on learn.modules to learn_readonly;

alter table learn.lessons enable row level security;
alter table learn.lessons force row level security;

create policy everything on learn.lessons for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.lessons is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.lessons for select to learn_user
    using (
        version_id = any ((select learn.actor_versions())::uuid[])
            and (unlock_at is null or unlock_at <= (select now()))
            and (unlock_after_days = 0 or exists (
                select from learn.course_enrollments as e
                where e.user_id = (select learn.actor_id()) and e.course_id = lessons.course_id
                  and e.enrolled_at + lessons.unlock_after_days * interval '1 day' <= (select now())
            ))
        or is_preview and exists (select from learn.course_versions as v where v.id = version_id)
        or course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy read on learn.lessons is
    'Who takes the course reads its lessons from the day on which they unlock; previews are for who sees the '
    'version. What is still locked is told by learn.syllabus(), without its content.';

create policy add on learn.lessons for insert to learn_user
    with check (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy add on learn.lessons is
    'Who edits the course adds a lesson; a published version refuses.';

create policy change on learn.lessons for update to learn_user
    using (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    )
    with check (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy change on learn.lessons is
    'Who edits the course changes a lesson; a published version refuses.';

create policy remove on learn.lessons for delete to learn_user
    using (
        course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))
    );

comment on policy remove on learn.lessons is
    'Who edits the course removes a lesson; a published version refuses.';

create policy report on learn.lessons for select to learn_readonly using (true);

comment on policy report on learn.lessons is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.lessons to learn_app;
grant select on learn.lessons to learn_user;
grant insert on learn.lessons to learn_user;
grant update on learn.lessons to learn_user;
grant delete on learn.lessons to learn_user;
grant select on learn.lessons to learn_readonly;

alter table learn.lesson_prerequisites enable row level security;
alter table learn.lesson_prerequisites force row level security;

create policy everything on learn.lesson_prerequisites for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.lesson_prerequisites is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.lesson_prerequisites for select to learn_user
    using (exists (select from learn.course_versions as v where v.id = version_id));

comment on policy read on learn.lesson_prerequisites is
    'Who sees the version sees what comes first.';

create policy add on learn.lesson_prerequisites for insert to learn_user
    with check (learn.edits_lesson(lesson_id));

comment on policy add on learn.lesson_prerequisites is
    'Who edits the course adds a prerequisite; a published version refuses.';

create policy change on learn.lesson_prerequisites for update to learn_user
    using (learn.edits_lesson(lesson_id))
    with check (learn.edits_lesson(lesson_id));

comment on policy change on learn.lesson_prerequisites is
    'Who edits the course changes a prerequisite; a published version refuses.';

create policy remove on learn.lesson_prerequisites for delete to learn_user
    using (learn.edits_lesson(lesson_id));

comment on policy remove on learn.lesson_prerequisites is
    'Who edits the course removes a prerequisite; a published version refuses.';

create policy report on learn.lesson_prerequisites for select to learn_readonly using (true);

comment on policy report on learn.lesson_prerequisites is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.lesson_prerequisites to learn_app;
grant select on learn.lesson_prerequisites to learn_user;
grant insert on learn.lesson_prerequisites to learn_user;
grant update on learn.lesson_prerequisites to learn_user;
grant delete on learn.lesson_prerequisites to learn_user;
grant select on learn.lesson_prerequisites to learn_readonly;

alter table learn.module_translations enable row level security;
alter table learn.module_translations force row level security;

create policy everything on learn.module_translations for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.module_translations is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.module_translations for select to learn_user
    using (exists (select from learn.modules as m where m.id = module_id));

comment on policy read on learn.module_translations is
    'Who sees the module sees its translations.';

create policy add on learn.module_translations for insert to learn_user
    with check (
        exists (select from learn.modules as m where m.id = module_id and (m.course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))))
    );

comment on policy add on learn.module_translations is
    'Who edits the course adds a translation; a published version refuses.';

create policy change on learn.module_translations for update to learn_user
    using (
        exists (select from learn.modules as m where m.id = module_id and (m.course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))))
    )
    with check (
        exists (select from learn.modules as m where m.id = module_id and (m.course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))))
    );

comment on policy change on learn.module_translations is
    'Who edits the course changes a translation; a published version refuses.';

create policy remove on learn.module_translations for delete to learn_user
    using (
        exists (select from learn.modules as m where m.id = module_id and (m.course_id = any ((select learn.actor_authored())::uuid[]) or (select learn.actor_may('courses:delete'))))
    );

comment on policy remove on learn.module_translations is
    'Who edits the course removes a translation; a published version refuses.';

create policy report on learn.module_translations for select to learn_readonly using (true);

comment on policy report on learn.module_translations is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.module_translations to learn_app;
grant select on learn.module_translations to learn_user;
grant insert on learn.module_translations to learn_user;
grant update on learn.module_translations to learn_user;
grant delete on learn.module_translations to learn_user;
grant select on learn.module_translations to learn_readonly;

alter table learn.lesson_translations enable row level security;
alter table learn.lesson_translations force row level security;

create policy everything on learn.lesson_translations for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.lesson_translations is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.lesson_translations for select to learn_user
    using (learn.sees_lesson(lesson_id));

comment on policy read on learn.lesson_translations is
    'Who sees the lesson sees its translations.';

create policy add on learn.lesson_translations for insert to learn_user
    with check (learn.edits_lesson(lesson_id));

comment on policy add on learn.lesson_translations is
    'Who edits the course adds a translation; a published version refuses.';

create policy change on learn.lesson_translations for update to learn_user
    using (learn.edits_lesson(lesson_id))
    with check (learn.edits_lesson(lesson_id));

comment on policy change on learn.lesson_translations is
    'Who edits the course changes a translation; a published version refuses.';

create policy remove on learn.lesson_translations for delete to learn_user
    using (learn.edits_lesson(lesson_id));

comment on policy remove on learn.lesson_translations is
    'Who edits the course removes a translation; a published version refuses.';

create policy report on learn.lesson_translations for select to learn_readonly using (true);

comment on policy report on learn.lesson_translations is
    'Reports count over everybody; what is granted to them holds neither addresses nor texts that people wrote.';

grant select, insert, update, delete on learn.lesson_translations to learn_app;
grant select on learn.lesson_translations to learn_user;
grant insert on learn.lesson_translations to learn_user;
grant update on learn.lesson_translations to learn_user;
grant delete on learn.lesson_translations to learn_user;
grant select on learn.lesson_translations to learn_readonly;
