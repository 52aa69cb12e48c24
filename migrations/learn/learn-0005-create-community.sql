-- depends: learn-0004-create-quizzes-and-exercises
--
-- What people write for each other, and what others find wrong with it. A conversation outlives who took part in it: when
-- a person is deleted, posts and comments stay behind without an author.
--
-- A report is about one thing: a post, a comment or a lesson. Whoever reports it again changes the report.
--
-- Locks users, courses and lessons against writes (share row exclusive) for the instant of the creation; rewrites nothing,
-- loses nothing. The rollback loses the posts, comments and reports.

set local role learn_owner;

create table learn.community_posts (
    id uuid not null default platform.new_uuid(),
    author_id uuid,
    course_id uuid,
    language text not null default 'en',
    title text not null,
    body text not null,
    status text not null default 'VISIBLE',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint community_posts_pkey primary key (id),
    constraint community_posts_author_id_fkey foreign key (author_id)
        references learn.users (id) on delete set null on update restrict,
    constraint community_posts_course_id_fkey foreign key (course_id)
        references learn.courses (id) on delete cascade on update restrict,
    constraint community_posts_language_is_known check (language in ('en', 'fr')),
    constraint community_posts_title_is_not_blank check (title ~ '\S' and length(title) <= 200),
    constraint community_posts_body_is_not_blank check (body ~ '\S' and length(body) <= 50000),
    constraint community_posts_status_is_known check (status in ('VISIBLE', 'HIDDEN', 'DELETED'))
);

create index community_posts_author_id_idx on learn.community_posts (author_id);

create index community_posts_course_id_created_at_idx on learn.community_posts (course_id, created_at desc);

create index community_posts_created_at_idx on learn.community_posts (created_at desc) where status = 'VISIBLE';

create trigger set_updated_at
    before update on learn.community_posts
    for each row execute function platform.set_updated_at();

comment on table learn.community_posts is
    'Questions and articles of the community.';
comment on column learn.community_posts.author_id is
    'Who wrote it; NULL: somebody who left.';
comment on column learn.community_posts.course_id is
    'About which course; NULL: about none.';
comment on column learn.community_posts.language is
    'In which it is written: en or fr.';
comment on column learn.community_posts.title is
    'What it is about.';
comment on column learn.community_posts.body is
    'The text.';
comment on column learn.community_posts.status is
    'VISIBLE; HIDDEN by a moderator; DELETED by the author.';

create table learn.community_comments (
    id uuid not null default platform.new_uuid(),
    post_id uuid not null,
    parent_id uuid,
    author_id uuid,
    body text not null,
    status text not null default 'VISIBLE',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint community_comments_pkey primary key (id),
    constraint community_comments_post_id_id_key unique (post_id, id),
    constraint community_comments_post_id_fkey foreign key (post_id)
        references learn.community_posts (id) on delete cascade on update restrict,
    constraint community_comments_parent_fkey foreign key (post_id, parent_id)
        references learn.community_comments (post_id, id) on delete cascade on update restrict,
    constraint community_comments_author_id_fkey foreign key (author_id)
        references learn.users (id) on delete set null on update restrict,
    constraint community_comments_of_itself_is_none check (parent_id <> id),
    constraint community_comments_body_is_not_blank check (body ~ '\S' and length(body) <= 20000),
    constraint community_comments_status_is_known check (status in ('VISIBLE', 'HIDDEN', 'DELETED'))
);

create index community_comments_author_id_idx on learn.community_comments (author_id);

create index community_comments_post_id_parent_id_idx on learn.community_comments (post_id, parent_id);

create trigger set_updated_at
    before update on learn.community_comments
    for each row execute function platform.set_updated_at();

comment on table learn.community_comments is
    'Answers to posts and to each other.';
comment on column learn.community_comments.post_id is
    'To which post.';
comment on column learn.community_comments.parent_id is
    'The comment under the same post that it answers; NULL: the post itself.';
comment on column learn.community_comments.author_id is
    'Who wrote it; NULL: somebody who left.';
comment on column learn.community_comments.body is
    'The text.';
comment on column learn.community_comments.status is
    'VISIBLE; HIDDEN by a moderator; DELETED by the author.';

create table learn.content_reports (
    id uuid not null default platform.new_uuid(),
    reporter_id uuid not null,
    post_id uuid,
    comment_id uuid,
    lesson_id uuid,
    reason text not null,
    details text,
    status text not null default 'OPEN',
    handled_by uuid,
    handled_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint content_reports_pkey primary key (id),
    constraint content_reports_reporter_id_fkey foreign key (reporter_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint content_reports_post_id_fkey foreign key (post_id)
        references learn.community_posts (id) on delete cascade on update restrict,
    constraint content_reports_comment_id_fkey foreign key (comment_id)
        references learn.community_comments (id) on delete cascade on update restrict,
    constraint content_reports_lesson_id_fkey foreign key (lesson_id)
        references learn.lessons (id) on delete cascade on update restrict,
    constraint content_reports_handled_by_fkey foreign key (handled_by)
        references learn.users (id) on delete set null on update restrict,
    constraint content_reports_is_about_one_thing check (num_nonnulls(post_id, comment_id, lesson_id) = 1),
    constraint content_reports_reason_is_known check (
        reason in ('SPAM', 'ABUSE', 'PLAGIARISM', 'INCORRECT', 'OFF_TOPIC', 'OTHER')
    ),
    constraint content_reports_details_is_short check (length(details) <= 5000),
    constraint content_reports_status_is_known check (status in ('OPEN', 'RESOLVED', 'DISMISSED')),
    constraint content_reports_is_open_until_handled check ((status = 'OPEN') = (handled_at is null))
);

create unique index content_reports_post_id_reporter_id_key on learn.content_reports (post_id, reporter_id)
    where post_id is not null;

create unique index content_reports_comment_id_reporter_id_key on learn.content_reports (comment_id, reporter_id)
    where comment_id is not null;

create unique index content_reports_lesson_id_reporter_id_key on learn.content_reports (lesson_id, reporter_id)
    where lesson_id is not null;

create index content_reports_reporter_id_idx on learn.content_reports (reporter_id);

create index content_reports_handled_by_idx on learn.content_reports (handled_by);

create index content_reports_open_idx on learn.content_reports (created_at) where status = 'OPEN';

create trigger set_updated_at
    before update on learn.content_reports
    for each row execute function platform.set_updated_at();

comment on table learn.content_reports is
    'What people found wrong; each thing once a person.';
comment on column learn.content_reports.reporter_id is
    'Who found it.';
comment on column learn.content_reports.post_id is
    'The post it is about.';
comment on column learn.content_reports.comment_id is
    'The comment it is about.';
comment on column learn.content_reports.lesson_id is
    'The lesson it is about.';
comment on column learn.content_reports.reason is
    'SPAM, ABUSE, PLAGIARISM, INCORRECT, OFF_TOPIC or OTHER.';
comment on column learn.content_reports.details is
    'In the reporter''s words.';
comment on column learn.content_reports.status is
    'OPEN, RESOLVED or DISMISSED.';
comment on column learn.content_reports.handled_by is
    'The moderator; NULL: nobody yet, or somebody who left.';
comment on column learn.content_reports.handled_at is
    'When it was resolved or dismissed.';
