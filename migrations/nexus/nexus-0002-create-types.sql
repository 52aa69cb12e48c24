-- depends: nexus-0001-create-schema
--
-- The lists of words of the application, spelled as it spells them: its client names these types in every query.
--
-- This file and the nine after it are the application as it was before its database was put in order, with what
-- was wrong in it: references that nobody checked or that deleted too much, credits and money in floating point,
-- two tables whose times had no zone, texts that were really lists, times of change that each writer kept or
-- forgot. The files after nexus-0011 mend it, as on a system that people are using.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

create type nexus."UserRole" as enum ('ADMIN', 'ASSISTANTE', 'COACH', 'PARENT', 'ELEVE');

comment on type nexus."UserRole" is
    'What a person is on the platform: runs it, assists, teaches, pays for a child, learns.';

create type nexus."SubscriptionStatus" as enum ('ACTIVE', 'INACTIVE', 'CANCELLED', 'EXPIRED');

comment on type nexus."SubscriptionStatus" is
    'INACTIVE waits for its first payment; CANCELLED and EXPIRED are final.';

create type nexus."ServiceType" as enum ('COURS_ONLINE', 'COURS_PRESENTIEL', 'ATELIER_GROUPE');

comment on type nexus."ServiceType" is
    'What is taught how: 1, 1.25 and 1.5 credits.';

create type nexus."Subject" as enum (
    'MATHEMATIQUES',
    'NSI',
    'FRANCAIS',
    'PHILOSOPHIE',
    'HISTOIRE_GEO',
    'ANGLAIS',
    'ESPAGNOL',
    'PHYSIQUE_CHIMIE',
    'SVT',
    'SES'
);

comment on type nexus."Subject" is
    'School subjects, named as French schools name them.';

create type nexus."SessionStatus" as enum (
    'SCHEDULED',
    'CONFIRMED',
    'IN_PROGRESS',
    'COMPLETED',
    'CANCELLED',
    'NO_SHOW',
    'RESCHEDULED'
);

comment on type nexus."SessionStatus" is
    'SCHEDULED, CONFIRMED and IN_PROGRESS occupy their time; the others have given it back.';

create type nexus."PaymentType" as enum ('SUBSCRIPTION', 'CREDIT_PACK', 'SPECIAL_PACK');

comment on type nexus."PaymentType" is
    'What was paid for.';

create type nexus."PaymentStatus" as enum ('PENDING', 'COMPLETED', 'FAILED', 'REFUNDED');

comment on type nexus."PaymentStatus" is
    'How far a payment is; only PENDING is not final.';

create type nexus."MemoryKind" as enum ('EPISODIC', 'SEMANTIC', 'PLAN');

comment on type nexus."MemoryKind" is
    'What the assistant remembers: what happened, what is so, what is meant to be done.';

create type nexus."SessionType" as enum ('INDIVIDUAL', 'GROUP', 'MASTERCLASS');

comment on type nexus."SessionType" is
    'How many pupils a booking is for.';

create type nexus."SessionModality" as enum ('ONLINE', 'IN_PERSON', 'HYBRID');

comment on type nexus."SessionModality" is
    'Where a booking takes place.';

create type nexus."NotificationType" as enum (
    'SESSION_BOOKED',
    'SESSION_CONFIRMED',
    'SESSION_REMINDER',
    'SESSION_CANCELLED',
    'SESSION_RESCHEDULED',
    'SESSION_COMPLETED',
    'COACH_ASSIGNED',
    'PAYMENT_REQUIRED'
);

comment on type nexus."NotificationType" is
    'What a notification of a booking tells.';

create type nexus."NotificationStatus" as enum ('PENDING', 'SENT', 'DELIVERED', 'READ', 'FAILED');

comment on type nexus."NotificationStatus" is
    'How far a notification got.';

create type nexus."NotificationMethod" as enum ('EMAIL', 'SMS', 'IN_APP', 'PUSH');

comment on type nexus."NotificationMethod" is
    'The way a notification takes.';

create type nexus."ReminderType" as enum (
    'ONE_DAY_BEFORE',
    'TWO_HOURS_BEFORE',
    'THIRTY_MINUTES_BEFORE',
    'SESSION_STARTING'
);

comment on type nexus."ReminderType" is
    'How long before a booking its reminder is due.';

create type nexus."CronExecutionStatus" as enum ('RUNNING', 'COMPLETED', 'FAILED');

comment on type nexus."CronExecutionStatus" is
    'How a scheduled run stands; COMPLETED and FAILED are final.';
