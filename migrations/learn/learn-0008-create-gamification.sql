-- depends: learn-0007-create-tutor
--
-- Experience points as a journal: an event is written once and never changed; level, points and streak of a user are
-- derived from it. The key (user_id, source_type, source_id) makes an award happen once, whoever retries it.
--
-- Levels stand in a table, because the design names two lists that contradict each other: the one that goes with the
-- rewards of its lessons (0, 1000, 2500, …, 40000) is taken, and the other is an update away.
--
-- Locks users against writes (share row exclusive) for the instant of the creation; rewrites nothing, loses nothing. The
-- rollback loses points, achievements and streaks.

set local role learn_owner;

create table learn.xp_events (
    id uuid not null default platform.new_uuid(),
    user_id uuid not null,
    source_type text not null,
    source_id text not null,
    amount integer not null,
    details jsonb not null default '{}',
    created_at timestamptz not null default now(),
    constraint xp_events_pkey primary key (id),
    constraint xp_events_user_id_source_key unique (user_id, source_type, source_id),
    constraint xp_events_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint xp_events_source_type_is_known check (
        source_type in ('LESSON', 'QUIZ', 'PROJECT', 'STREAK', 'ACHIEVEMENT', 'CORRECTION')
    ),
    constraint xp_events_source_id_is_not_blank check (source_id ~ '\S' and length(source_id) <= 200),
    constraint xp_events_amount_is_positive check (amount > 0 or (amount < 0 and source_type = 'CORRECTION')),
    constraint xp_events_details_is_an_object check (jsonb_typeof(details) = 'object')
);

create index xp_events_user_id_created_at_idx on learn.xp_events (user_id, created_at desc);

create index xp_events_created_at_idx on learn.xp_events (created_at);

comment on table learn.xp_events is
    'The journal of experience points. Append-only.';
comment on column learn.xp_events.user_id is
    'Who earned them.';
comment on column learn.xp_events.source_type is
    'For what: LESSON, QUIZ, PROJECT, STREAK, ACHIEVEMENT; CORRECTION by a moderator, the only one that takes away.';
comment on column learn.xp_events.source_id is
    'Which lesson, quiz, day, …: each is rewarded once a person.';
comment on column learn.xp_events.amount is
    'Points.';
comment on column learn.xp_events.details is
    'How the amount came about: base and multipliers.';

create table learn.level_thresholds (
    level integer not null,
    xp_required integer not null,
    title text not null,
    constraint level_thresholds_pkey primary key (level),
    constraint level_thresholds_xp_required_key unique (xp_required),
    constraint level_thresholds_level_is_positive check (level >= 1),
    constraint level_thresholds_first_level_is_free check ((level = 1) = (xp_required = 0)),
    constraint level_thresholds_xp_required_is_not_negative check (xp_required >= 0),
    constraint level_thresholds_title_is_not_blank check (title ~ '\S')
);

comment on table learn.level_thresholds is
    'How many points a level takes.';
comment on column learn.level_thresholds.level is
    '1, 2, 3, …';
comment on column learn.level_thresholds.xp_required is
    'Points from which one has the level.';
comment on column learn.level_thresholds.title is
    'What who has it is called.';

insert into learn.level_thresholds (level, xp_required, title)
values
    (1, 0, 'Newcomer'), (2, 1000, 'Apprentice'), (3, 2500, 'Coder'), (4, 4500, 'Builder'), (5, 7000, 'Developer'),
    (6, 10000, 'Engineer'), (7, 14000, 'Specialist'), (8, 19000, 'Architect'), (9, 25000, 'Expert'),
    (10, 32000, 'Master'), (11, 40000, 'Grandmaster');

create table learn.achievements (
    id uuid not null default platform.new_uuid(),
    key text not null,
    title text not null,
    description text not null,
    icon text,
    category text not null,
    rarity text not null default 'COMMON',
    requirement_type text not null,
    requirement_target integer not null,
    requirement jsonb not null default '{}',
    xp_reward integer not null default 0,
    badge_url text,
    title_reward text,
    is_hidden boolean not null default false,
    is_active boolean not null default true,
    released_at timestamptz,
    expires_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint achievements_pkey primary key (id),
    constraint achievements_key_key unique (key),
    constraint achievements_key_is_a_name check (key ~ '^[a-z][a-z0-9_]*$' and length(key) <= 60),
    constraint achievements_title_is_not_blank check (title ~ '\S' and length(title) <= 200),
    constraint achievements_category_is_known check (
        category in ('LEARNING', 'SOCIAL', 'MILESTONE', 'SPECIAL', 'STREAK')
    ),
    constraint achievements_rarity_is_known check (rarity in ('COMMON', 'UNCOMMON', 'RARE', 'EPIC', 'LEGENDARY')),
    constraint achievements_requirement_type_is_known check (
        requirement_type in (
            'lesson_complete', 'quiz_score', 'project_submit', 'streak_days', 'xp_earned', 'time_spent', 'social_action'
        )
    ),
    constraint achievements_requirement_target_is_positive check (requirement_target > 0),
    constraint achievements_requirement_is_an_object check (jsonb_typeof(requirement) = 'object'),
    constraint achievements_xp_reward_is_not_negative check (xp_reward >= 0),
    constraint achievements_badge_url_is_an_address check (badge_url ~ '^https://\S+$'),
    constraint achievements_ends_after_it_began check (expires_at > released_at)
);

create trigger set_updated_at
    before update on learn.achievements
    for each row execute function platform.set_updated_at();

comment on table learn.achievements is
    'What may be achieved, and what it is rewarded with.';
comment on column learn.achievements.key is
    'As the application names it: first_lesson.';
comment on column learn.achievements.title is
    'What people see.';
comment on column learn.achievements.description is
    'How it is achieved.';
comment on column learn.achievements.icon is
    'As the application names it.';
comment on column learn.achievements.category is
    'LEARNING, SOCIAL, MILESTONE, SPECIAL or STREAK.';
comment on column learn.achievements.rarity is
    'COMMON, UNCOMMON, RARE, EPIC or LEGENDARY.';
comment on column learn.achievements.requirement_type is
    'What is counted.';
comment on column learn.achievements.requirement_target is
    'How much of it.';
comment on column learn.achievements.requirement is
    'Particulars of the requirement, an object: in a row, within so many minutes.';
comment on column learn.achievements.xp_reward is
    'Points; the multipliers do not apply.';
comment on column learn.achievements.badge_url is
    'Address of a picture.';
comment on column learn.achievements.title_reward is
    'What one may call oneself.';
comment on column learn.achievements.is_hidden is
    'Whether it is shown only to who has it.';
comment on column learn.achievements.is_active is
    'Whether it is awarded.';
comment on column learn.achievements.released_at is
    'Not awarded before.';
comment on column learn.achievements.expires_at is
    'Not awarded from here on.';

create table learn.achievement_prerequisites (
    achievement_id uuid not null,
    prerequisite_id uuid not null,
    constraint achievement_prerequisites_pkey primary key (achievement_id, prerequisite_id),
    constraint achievement_prerequisites_achievement_id_fkey foreign key (achievement_id)
        references learn.achievements (id) on delete cascade on update restrict,
    constraint achievement_prerequisites_prerequisite_id_fkey foreign key (prerequisite_id)
        references learn.achievements (id) on delete cascade on update restrict,
    constraint achievement_prerequisites_of_itself_is_none check (achievement_id <> prerequisite_id)
);

create index achievement_prerequisites_prerequisite_id_idx on learn.achievement_prerequisites (prerequisite_id);

comment on table learn.achievement_prerequisites is
    'What has to be achieved before. Never in a circle.';
comment on column learn.achievement_prerequisites.achievement_id is
    'The achievement that comes later.';
comment on column learn.achievement_prerequisites.prerequisite_id is
    'The achievement that comes first.';

create table learn.user_achievements (
    user_id uuid not null,
    achievement_id uuid not null,
    progress integer not null default 0,
    unlocked_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint user_achievements_pkey primary key (user_id, achievement_id),
    constraint user_achievements_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint user_achievements_achievement_id_fkey foreign key (achievement_id)
        references learn.achievements (id) on delete restrict on update restrict,
    constraint user_achievements_progress_is_not_negative check (progress >= 0)
);

create index user_achievements_user_id_unlocked_at_idx on learn.user_achievements (user_id, unlocked_at desc)
    where unlocked_at is not null;

create index user_achievements_achievement_id_idx on learn.user_achievements (achievement_id);

create trigger set_updated_at
    before update on learn.user_achievements
    for each row execute function platform.set_updated_at();

comment on table learn.user_achievements is
    'How far a person is with an achievement; one row each.';
comment on column learn.user_achievements.user_id is
    'Who.';
comment on column learn.user_achievements.achievement_id is
    'Which achievement.';
comment on column learn.user_achievements.progress is
    'Counted so far.';
comment on column learn.user_achievements.unlocked_at is
    'When it was achieved; NULL: not yet.';

create table learn.user_streak_days (
    user_id uuid not null,
    day date not null,
    created_at timestamptz not null default now(),
    constraint user_streak_days_pkey primary key (user_id, day),
    constraint user_streak_days_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict
);

comment on table learn.user_streak_days is
    'The days on which a person was active.';
comment on column learn.user_streak_days.user_id is
    'Who.';
comment on column learn.user_streak_days.day is
    'In the person''s time zone.';

create table learn.leaderboard_snapshots (
    board text not null,
    taken_on date not null,
    user_id uuid not null,
    rank integer not null,
    value bigint not null,
    created_at timestamptz not null default now(),
    constraint leaderboard_snapshots_pkey primary key (board, taken_on, user_id),
    constraint leaderboard_snapshots_board_taken_on_rank_key unique (board, taken_on, rank),
    constraint leaderboard_snapshots_user_id_fkey foreign key (user_id)
        references learn.users (id) on delete cascade on update restrict,
    constraint leaderboard_snapshots_board_is_known check (
        board in ('GLOBAL_XP', 'WEEKLY_XP', 'COURSE_COMPLETION', 'STREAK', 'CONTRIBUTORS')
    ),
    constraint leaderboard_snapshots_rank_is_positive check (rank > 0)
);

create index leaderboard_snapshots_user_id_idx on learn.leaderboard_snapshots (user_id, board, taken_on desc);

comment on table learn.leaderboard_snapshots is
    'Who stood where on a day: what a change of rank is told by.';
comment on column learn.leaderboard_snapshots.board is
    'GLOBAL_XP, WEEKLY_XP, COURSE_COMPLETION, STREAK or CONTRIBUTORS.';
comment on column learn.leaderboard_snapshots.taken_on is
    'Which day, in UTC.';
comment on column learn.leaderboard_snapshots.user_id is
    'Who.';
comment on column learn.leaderboard_snapshots.rank is
    '1, 2, 3, …: nobody shares a place.';
comment on column learn.leaderboard_snapshots.value is
    'What the board counts.';
