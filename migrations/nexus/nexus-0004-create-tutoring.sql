-- depends: nexus-0003-create-accounts
--
-- What a pupil subscribes to, attends and earns.
--
-- What was wrong here, and is mended later: a session, a report and a badge vanished with the coach who gave or
-- the definition that named them; the session's times had no zone; the price of a request and the cost of a
-- session were floating point.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the rows.

create table nexus.subscriptions (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    "planName" text not null,
    "monthlyPrice" integer not null,
    "creditsPerMonth" integer not null,
    status nexus."SubscriptionStatus" not null,
    "startDate" timestamptz(3) not null,
    "endDate" timestamptz(3),
    "ariaSubjects" text not null default '[]',
    "ariaCost" integer not null default 0,
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint subscriptions_pkey primary key (id),
    constraint "subscriptions_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade
);

comment on table nexus.subscriptions is
    'A plan that a pupil follows or followed.';
comment on column nexus.subscriptions."studentId" is
    'The pupil; the subscription goes when the pupil goes.';
comment on column nexus.subscriptions."planName" is
    'ACCES_PLATEFORME, HYBRIDE or IMMERSION.';
comment on column nexus.subscriptions."monthlyPrice" is
    'Price of a month in whole dinars.';
comment on column nexus.subscriptions."creditsPerMonth" is
    'Session credits that each month brings.';
comment on column nexus.subscriptions.status is
    'See the type.';
comment on column nexus.subscriptions."startDate" is
    'When it began or will begin.';
comment on column nexus.subscriptions."endDate" is
    'When it ended or will end; NULL while it is open.';
comment on column nexus.subscriptions."ariaSubjects" is
    'JSON array of the subjects in which the assistant answers without limit, as text.';
comment on column nexus.subscriptions."ariaCost" is
    'Price of the assistant''s subjects a month, in whole dinars.';

create table nexus.subscription_requests (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    "requestType" text not null,
    "planName" text,
    "monthlyPrice" double precision not null,
    reason text,
    status text not null,
    "requestedBy" text not null,
    "requestedByEmail" text not null,
    "processedBy" text,
    "processedAt" timestamptz(3),
    "rejectionReason" text,
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint subscription_requests_pkey primary key (id),
    constraint "subscription_requests_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade
);

comment on table nexus.subscription_requests is
    'What a parent asks for and an assistant grants or refuses, once.';
comment on column nexus.subscription_requests."studentId" is
    'The pupil it is about.';
comment on column nexus.subscription_requests."requestType" is
    'PLAN_CHANGE, ARIA_ADDON or INVOICE_DETAILS.';
comment on column nexus.subscription_requests."planName" is
    'The plan or add-on asked for; INVOICE_DETAILS needs none.';
comment on column nexus.subscription_requests."monthlyPrice" is
    'Price a month of what is asked for, in dinars.';
comment on column nexus.subscription_requests.reason is
    'Why, in the parent''s words.';
comment on column nexus.subscription_requests.status is
    'PENDING, then APPROVED or REJECTED.';
comment on column nexus.subscription_requests."requestedBy" is
    'Id of the user who asked; kept when the account is gone, so no foreign key.';
comment on column nexus.subscription_requests."requestedByEmail" is
    'Where to answer.';
comment on column nexus.subscription_requests."processedBy" is
    'Id of the user who decided; no foreign key, for the same reason.';
comment on column nexus.subscription_requests."processedAt" is
    'When it was decided.';
comment on column nexus.subscription_requests."rejectionReason" is
    'Why it was refused.';

create table nexus.sessions (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    type nexus."ServiceType" not null,
    subject nexus."Subject" not null,
    title text not null,
    description text,
    "scheduledAt" timestamp(3) not null,
    duration integer not null,
    location text,
    "creditCost" double precision not null,
    status nexus."SessionStatus" not null default 'SCHEDULED',
    report text,
    "reportedAt" timestamp(3),
    "createdAt" timestamp(3) not null default now(),
    "updatedAt" timestamp(3) not null default now(),
    "coachId" text not null,
    constraint sessions_pkey primary key (id),
    constraint "sessions_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade,
    constraint "sessions_coachId_fkey" foreign key ("coachId")
        references nexus.coach_profiles (id) on delete cascade on update cascade
);

comment on table nexus.sessions is
    'A lesson as the pupils file records it. Bookings with their slots are in "SessionBooking".';
comment on column nexus.sessions."studentId" is
    'The pupil; the session goes when the pupil goes.';
comment on column nexus.sessions.type is
    'What was taught how.';
comment on column nexus.sessions.subject is
    'School subject.';
comment on column nexus.sessions.title is
    'Title shown to the pupil.';
comment on column nexus.sessions.description is
    'What was planned.';
comment on column nexus.sessions."scheduledAt" is
    'When it begins.';
comment on column nexus.sessions.duration is
    'Length in minutes.';
comment on column nexus.sessions.location is
    'Address or link.';
comment on column nexus.sessions."creditCost" is
    'Session credits it costs; in person 1.25.';
comment on column nexus.sessions.status is
    'See the type.';
comment on column nexus.sessions.report is
    'What the coach wrote afterwards.';
comment on column nexus.sessions."reportedAt" is
    'When the coach wrote it.';
comment on column nexus.sessions."coachId" is
    'Who teaches.';

create table nexus.badges (
    id text not null default platform.new_text_id(),
    name text not null,
    description text not null,
    category text not null,
    icon text,
    condition text not null,
    "createdAt" timestamptz(3) not null default now(),
    constraint badges_pkey primary key (id),
    constraint badges_name_key unique (name)
);

comment on table nexus.badges is
    'What can be earned: five definitions in each of three categories.';
comment on column nexus.badges.name is
    'Name shown to the pupil; unique.';
comment on column nexus.badges.description is
    'What it rewards.';
comment on column nexus.badges.category is
    'ASSIDUITE, PROGRESSION or CURIOSITE.';
comment on column nexus.badges.icon is
    'Emoji or name of the picture.';
comment on column nexus.badges.condition is
    'When it is earned, in words.';

create table nexus.student_badges (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    "earnedAt" timestamptz(3) not null default now(),
    "badgeId" text not null,
    constraint student_badges_pkey primary key (id),
    constraint "student_badges_studentId_badgeId_key" unique ("studentId", "badgeId"),
    constraint "student_badges_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade,
    constraint "student_badges_badgeId_fkey" foreign key ("badgeId")
        references nexus.badges (id) on delete cascade on update cascade
);

comment on table nexus.student_badges is
    'A badge that a pupil earned; each at most once.';
comment on column nexus.student_badges."studentId" is
    'Who earned it.';
comment on column nexus.student_badges."earnedAt" is
    'When.';
comment on column nexus.student_badges."badgeId" is
    'What was earned.';
