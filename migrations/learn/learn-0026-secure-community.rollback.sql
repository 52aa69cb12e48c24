revoke select, insert, update, delete on learn.content_reports from learn_app;
revoke select on learn.content_reports from learn_user;
revoke insert (
    id, reporter_id, post_id, comment_id, lesson_id, reason, details
) on learn.content_reports from learn_user;
revoke update (status, handled_by, handled_at) on learn.content_reports from learn_user;

drop policy change on learn.content_reports;

drop policy add on learn.content_reports;

drop policy read on learn.content_reports;

drop policy everything on learn.content_reports;

alter table learn.content_reports no force row level security;
alter table learn.content_reports disable row level security;

revoke select, insert, update, delete on learn.community_comments from learn_app;
revoke select on learn.community_comments from learn_user;
revoke insert (id, post_id, parent_id, author_id, body) on learn.community_comments from learn_user;
revoke update (body, status) on learn.community_comments from learn_user;

drop policy change on learn.community_comments;

drop policy add on learn.community_comments;

drop policy read on learn.community_comments;

drop policy everything on learn.community_comments;

alter table learn.community_comments no force row level security;
alter table learn.community_comments disable row level security;

revoke select, insert, update, delete on learn.community_posts from learn_app;
revoke select on learn.community_posts from learn_user;
revoke insert (id, author_id, course_id, language, title, body) on learn.community_posts from learn_user;
revoke update (language, title, body, status) on learn.community_posts from learn_user;

drop policy change on learn.community_posts;

drop policy add on learn.community_posts;

drop policy read on learn.community_posts;

drop policy everything on learn.community_posts;

alter table learn.community_posts no force row level security;
alter table learn.community_posts disable row level security;
