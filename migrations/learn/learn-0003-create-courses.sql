-- depends: learn-0002-create-identity
--
-- Courses, and what they are made of. A course is edited in a version and taken in a version: modules and lessons belong to
-- one, and once it is published they do not change any more. The next version is a copy that says of each lesson which one
-- it continues (origin_id). So whoever began a course finds it as it was, and progress refers to lessons that still exist.
--
-- What belongs together is kept together by composite keys: a lesson lies in a module of its own version, a prerequisite of
-- a lesson in the same version. version_id and course_id are repeated in
-- modules and lessons for this, and because row security and a distribution over several servers go by the course.
--
-- Places (position) are unique per parent at the end of a statement, so that two may be exchanged in one update.
--
-- A person who is deleted stays behind as nobody: courses and versions outlive their authors.
--
-- Locks users against writes (share row exclusive) for the instant of the creation; rewrites nothing, loses nothing. The
-- rollback loses the courses.

set local role learn_owner;

create table learn.courses (
    id uuid not null default platform.new_uuid(),
    slug text not null,
    title text not null,
    description text not null,
    difficulty text not null default 'BEGINNER',
    estimated_minutes integer not null,
    version text not null default '1.0.0',
    status text not null default 'DRAFT',
    language text not null default 'en',
    metadata jsonb not null default '{}',
    author_id uuid,
    published_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint courses_pkey primary key (id),
    constraint courses_slug_key unique (slug) include (status),
    constraint courses_author_id_fkey foreign key (author_id)
        references learn.users (id) on delete set null on update restrict,
    constraint courses_slug_is_plausible check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
    constraint courses_title_is_not_blank check (title ~ '\S' and length(title) <= 200),
    constraint courses_description_is_short check (length(description) <= 10000),
    constraint courses_difficulty_is_known check (difficulty in ('BEGINNER', 'INTERMEDIATE', 'ADVANCED', 'EXPERT')),
    constraint courses_estimated_minutes_is_positive check (estimated_minutes > 0),
    constraint courses_version_is_semantic check (version ~ '^\d{1,4}\.\d{1,4}\.\d{1,4}$'),
    constraint courses_status_is_known check (status in ('DRAFT', 'REVIEW', 'PUBLISHED', 'ARCHIVED')),
    constraint courses_language_is_known check (language in ('en', 'fr')),
    constraint courses_metadata_is_an_object check (jsonb_typeof(metadata) = 'object'),
    constraint courses_published_has_a_time check (status <> 'PUBLISHED' or published_at is not null)
);

create index courses_difficulty_status_idx on learn.courses (difficulty, status);

create index courses_author_id_idx on learn.courses (author_id);

create trigger set_updated_at
    before update on learn.courses
    for each row execute function platform.set_updated_at();

comment on table learn.courses is
    'What may be learned, one row a course whatever its version and language.';
comment on column learn.courses.slug is
    'Names the course in addresses.';
comment on column learn.courses.title is
    'In the language of the course.';
comment on column learn.courses.description is
    'In the language of the course.';
comment on column learn.courses.difficulty is
    'BEGINNER, INTERMEDIATE, ADVANCED or EXPERT.';
comment on column learn.courses.estimated_minutes is
    'How long it takes.';
comment on column learn.courses.version is
    'Label of the version that is taught; 1.0.0 until one is published.';
comment on column learn.courses.status is
    'DRAFT, REVIEW, PUBLISHED (open to enrolments) or ARCHIVED (taught to whoever is enrolled).';
comment on column learn.courses.language is
    'In which it was written: en or fr.';
comment on column learn.courses.metadata is
    'Particulars of the application, an object: tags, picture.';
comment on column learn.courses.author_id is
    'Who may edit it beside those who may edit all; NULL: the author left.';
comment on column learn.courses.published_at is
    'When a version was published first.';

create table learn.course_versions (
    id uuid not null default platform.new_uuid(),
    course_id uuid not null,
    number integer not null,
    version text not null,
    status text not null default 'DRAFT',
    notes text,
    lesson_count integer not null default 0,
    published_at timestamptz,
    published_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint course_versions_pkey primary key (id),
    constraint course_versions_course_id_id_key unique (course_id, id),
    constraint course_versions_course_id_number_key unique (course_id, number),
    constraint course_versions_course_id_version_key unique (course_id, version),
    constraint course_versions_course_id_fkey foreign key (course_id)
        references learn.courses (id) on delete cascade on update restrict,
    constraint course_versions_published_by_fkey foreign key (published_by)
        references learn.users (id) on delete set null on update restrict,
    constraint course_versions_number_is_positive check (number > 0),
    constraint course_versions_version_is_semantic check (version ~ '^\d{1,4}\.\d{1,4}\.\d{1,4}$'),
    constraint course_versions_status_is_known check (status in ('DRAFT', 'REVIEW', 'PUBLISHED', 'ARCHIVED')),
    constraint course_versions_notes_is_short check (length(notes) <= 10000),
    constraint course_versions_lesson_count_is_not_negative check (lesson_count >= 0),
    constraint course_versions_published_has_lessons check (status not in ('PUBLISHED', 'ARCHIVED') or lesson_count > 0),
    constraint course_versions_published_has_a_time check (
        (status in ('PUBLISHED', 'ARCHIVED')) = (published_at is not null)
    )
);

create unique index course_versions_one_draft_key on learn.course_versions (course_id) where status in ('DRAFT', 'REVIEW');

create unique index course_versions_one_published_key on learn.course_versions (course_id) where status = 'PUBLISHED';

create index course_versions_published_by_idx on learn.course_versions (published_by);

create trigger set_updated_at
    before update on learn.course_versions
    for each row execute function platform.set_updated_at();

comment on table learn.course_versions is
    'The curriculum of a course at one time. At most one is being edited, at most one is PUBLISHED: new enrolments take it. '
    'Those that were published do not change.';
comment on column learn.course_versions.course_id is
    'Of which course.';
comment on column learn.course_versions.number is
    '1, 2, 3, …: their order.';
comment on column learn.course_versions.version is
    'The label people see, 1.2.0.';
comment on column learn.course_versions.status is
    'DRAFT or REVIEW: it may be edited; PUBLISHED, then ARCHIVED: never again.';
comment on column learn.course_versions.notes is
    'What changed.';
comment on column learn.course_versions.lesson_count is
    'How many lessons it has; counted when it is published.';
comment on column learn.course_versions.published_at is
    'Since when it is frozen.';
comment on column learn.course_versions.published_by is
    'Who published it.';

create table learn.course_translations (
    course_id uuid not null,
    language text not null,
    title text not null,
    description text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint course_translations_pkey primary key (course_id, language),
    constraint course_translations_course_id_fkey foreign key (course_id)
        references learn.courses (id) on delete cascade on update restrict,
    constraint course_translations_language_is_known check (language in ('en', 'fr')),
    constraint course_translations_title_is_not_blank check (title ~ '\S' and length(title) <= 200),
    constraint course_translations_description_is_short check (length(description) <= 10000)
);

create trigger set_updated_at
    before update on learn.course_translations
    for each row execute function platform.set_updated_at();

comment on table learn.course_translations is
    'A course as the catalogue shows it in another language than its own.';
comment on column learn.course_translations.course_id is
    'Of which course.';
comment on column learn.course_translations.language is
    'en or fr.';
comment on column learn.course_translations.title is
    'In this language.';
comment on column learn.course_translations.description is
    'In this language.';

create table learn.course_prerequisites (
    course_id uuid not null,
    prerequisite_id uuid not null,
    created_at timestamptz not null default now(),
    constraint course_prerequisites_pkey primary key (course_id, prerequisite_id),
    constraint course_prerequisites_course_id_fkey foreign key (course_id)
        references learn.courses (id) on delete cascade on update restrict,
    constraint course_prerequisites_prerequisite_id_fkey foreign key (prerequisite_id)
        references learn.courses (id) on delete cascade on update restrict,
    constraint course_prerequisites_of_itself_is_none check (course_id <> prerequisite_id)
);

create index course_prerequisites_prerequisite_id_idx on learn.course_prerequisites (prerequisite_id);

comment on table learn.course_prerequisites is
    'What has to be completed before a course may be begun. Never in a circle.';
comment on column learn.course_prerequisites.course_id is
    'The course that comes later.';
comment on column learn.course_prerequisites.prerequisite_id is
    'The course that comes first.';

create table learn.modules (
    id uuid not null default platform.new_uuid(),
    course_id uuid not null,
    version_id uuid not null,
    slug text not null,
    title text not null,
    description text not null,
    position integer not null,
    content jsonb not null default '{}',
    origin_id uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint modules_pkey primary key (id),
    constraint modules_version_id_id_key unique (version_id, id),
    constraint modules_version_id_slug_key unique (version_id, slug),
    constraint modules_version_id_position_key unique (version_id, position) deferrable initially immediate,
    constraint modules_course_version_fkey foreign key (course_id, version_id)
        references learn.course_versions (course_id, id) on delete cascade on update restrict,
    constraint modules_origin_id_fkey foreign key (origin_id)
        references learn.modules (id) on delete set null on update restrict,
    constraint modules_slug_is_plausible check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
    constraint modules_title_is_not_blank check (title ~ '\S' and length(title) <= 200),
    constraint modules_description_is_short check (length(description) <= 10000),
    constraint modules_position_is_positive check (position > 0),
    constraint modules_content_is_an_object check (jsonb_typeof(content) = 'object')
);

create index modules_course_id_version_id_idx on learn.modules (course_id, version_id);

create index modules_origin_id_idx on learn.modules (origin_id);

create trigger set_updated_at
    before update on learn.modules
    for each row execute function platform.set_updated_at();

comment on table learn.modules is
    'The chapters of a version.';
comment on column learn.modules.course_id is
    'The course of the version.';
comment on column learn.modules.version_id is
    'Of which version.';
comment on column learn.modules.slug is
    'Names the module in addresses, within its version.';
comment on column learn.modules.title is
    'In the language of the course.';
comment on column learn.modules.description is
    'In the language of the course.';
comment on column learn.modules.position is
    'Its place among the modules, from 1.';
comment on column learn.modules.content is
    'The introduction, an object.';
comment on column learn.modules.origin_id is
    'The module of an earlier version that it continues.';

create table learn.lessons (
    id uuid not null default platform.new_uuid(),
    course_id uuid not null,
    version_id uuid not null,
    module_id uuid not null,
    slug text not null,
    title text not null,
    description text not null,
    type text not null,
    position integer not null,
    content jsonb not null default '{}',
    estimated_minutes integer,
    xp_reward integer not null default 100,
    is_preview boolean not null default false,
    unlock_at timestamptz,
    unlock_after_days integer not null default 0,
    origin_id uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint lessons_pkey primary key (id),
    constraint lessons_version_id_id_key unique (version_id, id),
    constraint lessons_version_module_id_key unique (version_id, module_id, id),
    constraint lessons_module_id_slug_key unique (module_id, slug),
    constraint lessons_module_id_position_key unique (module_id, position) deferrable initially immediate,
    constraint lessons_course_version_fkey foreign key (course_id, version_id)
        references learn.course_versions (course_id, id) on delete cascade on update restrict,
    constraint lessons_version_module_fkey foreign key (version_id, module_id)
        references learn.modules (version_id, id) on delete cascade on update restrict,
    constraint lessons_origin_id_fkey foreign key (origin_id)
        references learn.lessons (id) on delete set null on update restrict,
    constraint lessons_slug_is_plausible check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
    constraint lessons_title_is_not_blank check (title ~ '\S' and length(title) <= 200),
    constraint lessons_description_is_short check (length(description) <= 10000),
    constraint lessons_type_is_known check (type in ('THEORY', 'CODING', 'QUIZ', 'PROJECT', 'INTERACTIVE')),
    constraint lessons_position_is_positive check (position > 0),
    constraint lessons_content_is_an_object check (jsonb_typeof(content) = 'object'),
    constraint lessons_estimated_minutes_is_positive check (estimated_minutes > 0),
    constraint lessons_xp_reward_is_not_negative check (xp_reward >= 0),
    constraint lessons_unlock_after_days_is_not_negative check (unlock_after_days >= 0)
);

create index lessons_course_id_version_id_idx on learn.lessons (course_id, version_id);

create index lessons_origin_id_idx on learn.lessons (origin_id);

create trigger set_updated_at
    before update on learn.lessons
    for each row execute function platform.set_updated_at();

comment on table learn.lessons is
    'What is learned in one sitting.';
comment on column learn.lessons.course_id is
    'The course of the version.';
comment on column learn.lessons.version_id is
    'The version of the module.';
comment on column learn.lessons.module_id is
    'In which module.';
comment on column learn.lessons.slug is
    'Names the lesson in addresses, within its module.';
comment on column learn.lessons.title is
    'In the language of the course.';
comment on column learn.lessons.description is
    'In the language of the course.';
comment on column learn.lessons.type is
    'THEORY, CODING, QUIZ, PROJECT or INTERACTIVE.';
comment on column learn.lessons.position is
    'Its place in the module, from 1.';
comment on column learn.lessons.content is
    'The lesson itself, an object.';
comment on column learn.lessons.estimated_minutes is
    'How long it takes.';
comment on column learn.lessons.xp_reward is
    'Base of the reward for completing it, before the multipliers.';
comment on column learn.lessons.is_preview is
    'Whether it may be read without an enrolment.';
comment on column learn.lessons.unlock_at is
    'Not before this day; a schedule and no content: it may be changed after publishing.';
comment on column learn.lessons.unlock_after_days is
    'Not before so many days after the enrolment.';
comment on column learn.lessons.origin_id is
    'The lesson of an earlier version that it continues.';

create table learn.lesson_prerequisites (
    version_id uuid not null,
    lesson_id uuid not null,
    prerequisite_id uuid not null,
    created_at timestamptz not null default now(),
    constraint lesson_prerequisites_pkey primary key (version_id, lesson_id, prerequisite_id),
    constraint lesson_prerequisites_lesson_fkey foreign key (version_id, lesson_id)
        references learn.lessons (version_id, id) on delete cascade on update restrict,
    constraint lesson_prerequisites_prerequisite_fkey foreign key (version_id, prerequisite_id)
        references learn.lessons (version_id, id) on delete cascade on update restrict,
    constraint lesson_prerequisites_of_itself_is_none check (lesson_id <> prerequisite_id)
);

create index lesson_prerequisites_version_id_prerequisite_id_idx
    on learn.lesson_prerequisites (version_id, prerequisite_id);

comment on table learn.lesson_prerequisites is
    'What has to be completed before a lesson may be begun: lessons of the same version. Never in a circle.';
comment on column learn.lesson_prerequisites.version_id is
    'The version of both.';
comment on column learn.lesson_prerequisites.lesson_id is
    'The lesson that comes later.';
comment on column learn.lesson_prerequisites.prerequisite_id is
    'The lesson that comes first.';

create table learn.module_translations (
    module_id uuid not null,
    language text not null,
    title text not null,
    description text not null,
    content jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint module_translations_pkey primary key (module_id, language),
    constraint module_translations_module_id_fkey foreign key (module_id)
        references learn.modules (id) on delete cascade on update restrict,
    constraint module_translations_language_is_known check (language in ('en', 'fr')),
    constraint module_translations_title_is_not_blank check (title ~ '\S' and length(title) <= 200),
    constraint module_translations_description_is_short check (length(description) <= 10000),
    constraint module_translations_content_is_an_object check (jsonb_typeof(content) = 'object')
);

create trigger set_updated_at
    before update on learn.module_translations
    for each row execute function platform.set_updated_at();

comment on table learn.module_translations is
    'A module in another language than its course.';
comment on column learn.module_translations.module_id is
    'Of which module.';
comment on column learn.module_translations.language is
    'en or fr.';
comment on column learn.module_translations.title is
    'In this language.';
comment on column learn.module_translations.description is
    'In this language.';
comment on column learn.module_translations.content is
    'In this language.';

create table learn.lesson_translations (
    lesson_id uuid not null,
    language text not null,
    title text not null,
    description text not null,
    content jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint lesson_translations_pkey primary key (lesson_id, language),
    constraint lesson_translations_lesson_id_fkey foreign key (lesson_id)
        references learn.lessons (id) on delete cascade on update restrict,
    constraint lesson_translations_language_is_known check (language in ('en', 'fr')),
    constraint lesson_translations_title_is_not_blank check (title ~ '\S' and length(title) <= 200),
    constraint lesson_translations_description_is_short check (length(description) <= 10000),
    constraint lesson_translations_content_is_an_object check (jsonb_typeof(content) = 'object')
);

create trigger set_updated_at
    before update on learn.lesson_translations
    for each row execute function platform.set_updated_at();

comment on table learn.lesson_translations is
    'A lesson in another language than its course.';
comment on column learn.lesson_translations.lesson_id is
    'Of which lesson.';
comment on column learn.lesson_translations.language is
    'en or fr.';
comment on column learn.lesson_translations.title is
    'In this language.';
comment on column learn.lesson_translations.description is
    'In this language.';
comment on column learn.lesson_translations.content is
    'In this language.';
