-- depends: nexus-0004-create-tutoring
--
-- When coaches can teach, and which slots are booked.
--
-- What was wrong here, and is mended later: nothing kept two bookings of one coach or one pupil from overlapping;
-- the unique key of an availability holds a nullable column, and two NULLs never meet; a retry sent a
-- notification twice; the times of a booking had no zone and its credits were floating point.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the rows.

create table nexus."CoachAvailability" (
    id text not null default platform.new_text_id(),
    "coachId" text not null,
    "dayOfWeek" integer not null,
    "startTime" text not null,
    "endTime" text not null,
    "specificDate" timestamptz(3),
    "isAvailable" boolean not null default true,
    "isRecurring" boolean not null default true,
    "validFrom" timestamptz(3) not null default now(),
    "validUntil" timestamptz(3),
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint "CoachAvailability_pkey" primary key (id),
    constraint "CoachAvailability_coachId_dayOfWeek_times_specificDate_key"
        unique ("coachId", "dayOfWeek", "startTime", "endTime", "specificDate"),
    constraint "CoachAvailability_coachId_fkey" foreign key ("coachId")
        references nexus.users (id) on delete cascade on update cascade
);

create index "CoachAvailability_coachId_dayOfWeek_idx"
    on nexus."CoachAvailability" ("coachId", "dayOfWeek");

create index "CoachAvailability_coachId_specificDate_idx"
    on nexus."CoachAvailability" ("coachId", "specificDate");

comment on table nexus."CoachAvailability" is
    'When a coach can teach: weekly, or on one date, which then overrides the week. A row that is not available '
    'blocks.';
comment on column nexus."CoachAvailability"."coachId" is
    'The coach, a user; the availability goes when the user goes.';
comment on column nexus."CoachAvailability"."dayOfWeek" is
    '0 is Sunday, 6 is Saturday.';
comment on column nexus."CoachAvailability"."startTime" is
    '"09:00", on the clocks of the platform''s zone.';
comment on column nexus."CoachAvailability"."endTime" is
    '"17:00"; "24:00" is the end of the day.';
comment on column nexus."CoachAvailability"."specificDate" is
    'The one date it is about; NULL for every week.';
comment on column nexus."CoachAvailability"."isAvailable" is
    'False blocks the time instead of offering it.';
comment on column nexus."CoachAvailability"."isRecurring" is
    'Whether it returns every week.';
comment on column nexus."CoachAvailability"."validFrom" is
    'From when it holds.';
comment on column nexus."CoachAvailability"."validUntil" is
    'Until when, excluded; NULL while it is open.';

create table nexus."SessionBooking" (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    "coachId" text not null,
    "parentId" text,
    subject nexus."Subject" not null,
    title text not null,
    description text,
    "scheduledDate" timestamp(3) not null,
    "startTime" text not null,
    "endTime" text not null,
    duration integer not null,
    status nexus."SessionStatus" not null default 'SCHEDULED',
    type nexus."SessionType" not null default 'INDIVIDUAL',
    modality nexus."SessionModality" not null default 'ONLINE',
    "meetingUrl" text,
    "meetingId" text,
    location text,
    "creditsUsed" double precision not null default 1,
    "coachNotes" text,
    "studentNotes" text,
    rating integer,
    feedback text,
    "studentAttended" boolean,
    "coachAttended" boolean not null default true,
    "createdAt" timestamp(3) not null default now(),
    "updatedAt" timestamp(3) not null default now(),
    "completedAt" timestamp(3),
    "cancelledAt" timestamp(3),
    "reminderSent" boolean not null default false,
    constraint "SessionBooking_pkey" primary key (id),
    constraint "SessionBooking_studentId_fkey" foreign key ("studentId")
        references nexus.users (id) on delete cascade on update cascade,
    constraint "SessionBooking_coachId_fkey" foreign key ("coachId")
        references nexus.users (id) on delete cascade on update cascade,
    constraint "SessionBooking_parentId_fkey" foreign key ("parentId")
        references nexus.users (id) on delete set null on update cascade
);

comment on table nexus."SessionBooking" is
    'A slot that a pupil booked with a coach, and what became of it.';
comment on column nexus."SessionBooking"."studentId" is
    'The pupil, a user.';
comment on column nexus."SessionBooking"."coachId" is
    'The coach, a user.';
comment on column nexus."SessionBooking"."parentId" is
    'The parent who booked, a user; NULL if the pupil did.';
comment on column nexus."SessionBooking".subject is
    'School subject.';
comment on column nexus."SessionBooking".title is
    'Title shown to both.';
comment on column nexus."SessionBooking".description is
    'What it is about.';
comment on column nexus."SessionBooking"."scheduledDate" is
    'The day; which day that is, the platform''s zone says.';
comment on column nexus."SessionBooking"."startTime" is
    '"14:00", on the clocks of the platform''s zone.';
comment on column nexus."SessionBooking"."endTime" is
    '"15:00"; not after the beginning means the next day.';
comment on column nexus."SessionBooking".duration is
    'Length in minutes.';
comment on column nexus."SessionBooking".status is
    'See the type.';
comment on column nexus."SessionBooking".type is
    'How many pupils it is for.';
comment on column nexus."SessionBooking".modality is
    'Where it takes place.';
comment on column nexus."SessionBooking"."meetingUrl" is
    'Link, if online.';
comment on column nexus."SessionBooking"."meetingId" is
    'The meeting''s name with its provider.';
comment on column nexus."SessionBooking".location is
    'Address, if in person.';
comment on column nexus."SessionBooking"."creditsUsed" is
    'Session credits it costs.';
comment on column nexus."SessionBooking"."coachNotes" is
    'What the coach noted.';
comment on column nexus."SessionBooking"."studentNotes" is
    'What the pupil noted.';
comment on column nexus."SessionBooking".rating is
    'One to five stars.';
comment on column nexus."SessionBooking".feedback is
    'What the pupil thought of it.';
comment on column nexus."SessionBooking"."studentAttended" is
    'Whether the pupil came; NULL before.';
comment on column nexus."SessionBooking"."coachAttended" is
    'Whether the coach came.';
comment on column nexus."SessionBooking"."completedAt" is
    'When it took place.';
comment on column nexus."SessionBooking"."cancelledAt" is
    'When it was cancelled.';
comment on column nexus."SessionBooking"."reminderSent" is
    'Whether the pupil was reminded.';

create table nexus."SessionNotification" (
    id text not null default platform.new_text_id(),
    "sessionId" text not null,
    "userId" text not null,
    type nexus."NotificationType" not null,
    title text not null,
    message text not null,
    status nexus."NotificationStatus" not null default 'PENDING',
    "sentAt" timestamptz(3),
    "readAt" timestamptz(3),
    method nexus."NotificationMethod" not null default 'EMAIL',
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint "SessionNotification_pkey" primary key (id),
    constraint "SessionNotification_sessionId_fkey" foreign key ("sessionId")
        references nexus."SessionBooking" (id) on delete cascade on update cascade,
    constraint "SessionNotification_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete cascade on update cascade
);

create index "SessionNotification_userId_status_idx"
    on nexus."SessionNotification" ("userId", status);

create index "SessionNotification_sessionId_idx"
    on nexus."SessionNotification" ("sessionId");

comment on table nexus."SessionNotification" is
    'What is told to whom about a booking, and by which way.';
comment on column nexus."SessionNotification"."sessionId" is
    'The booking; the notification goes with it.';
comment on column nexus."SessionNotification"."userId" is
    'Who is told.';
comment on column nexus."SessionNotification".type is
    'What is told.';
comment on column nexus."SessionNotification".title is
    'Subject line.';
comment on column nexus."SessionNotification".message is
    'Text.';
comment on column nexus."SessionNotification".status is
    'How far it got.';
comment on column nexus."SessionNotification"."sentAt" is
    'When it was sent.';
comment on column nexus."SessionNotification"."readAt" is
    'When it was read.';
comment on column nexus."SessionNotification".method is
    'The way it takes.';

create table nexus."SessionReminder" (
    id text not null default platform.new_text_id(),
    "sessionId" text not null,
    "reminderType" nexus."ReminderType" not null,
    "scheduledFor" timestamptz(3) not null,
    sent boolean not null default false,
    "sentAt" timestamptz(3),
    "createdAt" timestamptz(3) not null default now(),
    constraint "SessionReminder_pkey" primary key (id),
    constraint "SessionReminder_sessionId_fkey" foreign key ("sessionId")
        references nexus."SessionBooking" (id) on delete cascade on update cascade
);

create index "SessionReminder_scheduledFor_sent_idx"
    on nexus."SessionReminder" ("scheduledFor", sent);

create index "SessionReminder_sessionId_idx"
    on nexus."SessionReminder" ("sessionId");

comment on table nexus."SessionReminder" is
    'When a booking is to be called to mind.';
comment on column nexus."SessionReminder"."sessionId" is
    'The booking; the reminder goes with it.';
comment on column nexus."SessionReminder"."reminderType" is
    'How long before.';
comment on column nexus."SessionReminder"."scheduledFor" is
    'When it is due.';
comment on column nexus."SessionReminder".sent is
    'Whether it was sent.';
comment on column nexus."SessionReminder"."sentAt" is
    'When it was sent.';
