-- depends: learn-0025-secure-quizzes-and-exercises
--
-- Row security on what people write for each other. Nothing is deleted by them: a status hides it, so that a report still
-- finds what it is about.
--
-- Row security is on before anything is granted. The owner, whose functions act for everybody, and the trusted server see all rows;
-- learn_user sees what the actor may see; learn_readonly what reports need.
--
-- Access exclusive on each table for the instant of its change; rewrites nothing, loses nothing.
--
-- pgassay: allow wide-lock-window because nothing was granted before, so that nobody uses these tables yet

set local role learn_owner;

alter table learn.community_posts enable row level security;
alter table learn.community_posts force row level security;

create policy everything on learn.community_posts for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.community_posts is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.community_posts for select to learn_user
    using (
        status = 'VISIBLE' and (select learn.actor_may('courses:view')) and (course_id is null or exists (select from learn.courses as c where c.id = course_id))
        or author_id = (select learn.actor_id())
        or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy read on learn.community_posts is
    'Posts are for every user who sees the course they are about; hidden and deleted ones for author and '
    'moderators.';

create policy add on learn.community_posts for insert to learn_user
    with check (
        author_id = (select learn.actor_id()) and (select learn.actor_may('courses:view')) and (course_id is null or exists (select from learn.courses as c where c.id = course_id))
    );

comment on policy add on learn.community_posts is
    'Everybody writes in the own name, about courses one sees.';

create policy change on learn.community_posts for update to learn_user
    using (
        author_id = (select learn.actor_id()) and (select learn.actor_may('courses:view')) and status <> 'HIDDEN' or (select learn.actor_may('collaboration:moderate'))
    )
    with check (
        author_id = (select learn.actor_id()) and (select learn.actor_may('courses:view')) and status <> 'HIDDEN' or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy change on learn.community_posts is
    'Authors change and delete what is not hidden; moderators hide and show.';

grant select, insert, update, delete on learn.community_posts to learn_app;
grant select on learn.community_posts to learn_user;
grant insert (id, author_id, course_id, language, title, body) on learn.community_posts to learn_user;
grant update (language, title, body, status) on learn.community_posts to learn_user;

alter table learn.community_comments enable row level security;
alter table learn.community_comments force row level security;

create policy everything on learn.community_comments for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.community_comments is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.community_comments for select to learn_user
    using (
        status = 'VISIBLE' and exists (select from learn.community_posts as p where p.id = post_id)
        or author_id = (select learn.actor_id())
        or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy read on learn.community_comments is
    'Comments are for who sees the post; hidden and deleted ones for author and moderators.';

create policy add on learn.community_comments for insert to learn_user
    with check (
        author_id = (select learn.actor_id()) and (select learn.actor_may('courses:view')) and exists (select from learn.community_posts as p where p.id = post_id)
    );

comment on policy add on learn.community_comments is
    'Everybody comments in the own name, on posts one sees.';

create policy change on learn.community_comments for update to learn_user
    using (
        author_id = (select learn.actor_id()) and (select learn.actor_may('courses:view')) and status <> 'HIDDEN' or (select learn.actor_may('collaboration:moderate'))
    )
    with check (
        author_id = (select learn.actor_id()) and (select learn.actor_may('courses:view')) and status <> 'HIDDEN' or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy change on learn.community_comments is
    'Authors change and delete what is not hidden; moderators hide and show.';

grant select, insert, update, delete on learn.community_comments to learn_app;
grant select on learn.community_comments to learn_user;
grant insert (id, post_id, parent_id, author_id, body) on learn.community_comments to learn_user;
grant update (body, status) on learn.community_comments to learn_user;

alter table learn.content_reports enable row level security;
alter table learn.content_reports force row level security;

create policy everything on learn.content_reports for all to learn_owner, learn_app using (true) with check (true);

comment on policy everything on learn.content_reports is
    'The owner''s functions and the trusted server decide for themselves; what they may write is a matter of grants.';

create policy read on learn.content_reports for select to learn_user
    using (
        reporter_id = (select learn.actor_id()) or (select learn.actor_may('collaboration:moderate'))
    );

comment on policy read on learn.content_reports is
    'Everybody sees the own reports, moderators all.';

create policy add on learn.content_reports for insert to learn_user
    with check (
        reporter_id = (select learn.actor_id()) and (select learn.actor_may('courses:view'))
        and (post_id is null or exists (select from learn.community_posts as p where p.id = post_id))
        and (comment_id is null or exists (select from learn.community_comments as c where c.id = comment_id))
        and (lesson_id is null or learn.sees_lesson(lesson_id))
    );

comment on policy add on learn.content_reports is
    'Everybody reports what one sees, in the own name.';

create policy change on learn.content_reports for update to learn_user
    using ((select learn.actor_may('collaboration:moderate')))
    with check (
        (select learn.actor_may('collaboration:moderate')) and (handled_by is null or handled_by = (select learn.actor_id()))
    );

comment on policy change on learn.content_reports is
    'Moderators decide, in the own name.';

grant select, insert, update, delete on learn.content_reports to learn_app;
grant select on learn.content_reports to learn_user;
grant insert (id, reporter_id, post_id, comment_id, lesson_id, reason, details) on learn.content_reports to learn_user;
grant update (status, handled_by, handled_at) on learn.content_reports to learn_user;
