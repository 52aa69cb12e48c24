-- depends: nexus-0002-create-types
--
-- People, and what each role adds to a person. A profile has no meaning without its user, nor a pupil without the
-- parent who enrolled him: they go together.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the rows.

create table nexus.users (
    id text not null default platform.new_text_id(),
    email text not null,
    password text,
    role nexus."UserRole" not null,
    "firstName" text,
    "lastName" text,
    phone text,
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint users_pkey primary key (id),
    constraint users_email_key unique (email)
);

comment on table nexus.users is
    'Everybody who may sign in, whatever the role. Somebody with payments is never deleted: the account is made '
    'anonymous.';
comment on column nexus.users.email is
    'Address the person signs in with; one account each.';
comment on column nexus.users.password is
    'Hash of the password; NULL until the person has chosen one.';
comment on column nexus.users.role is
    'What the person is; decides what may be read and done.';
comment on column nexus.users."firstName" is
    'Given name.';
comment on column nexus.users."lastName" is
    'Family name.';
comment on column nexus.users.phone is
    'Number as it was typed.';

create table nexus.parent_profiles (
    id text not null default platform.new_text_id(),
    "userId" text not null,
    address text,
    city text,
    country text default 'Tunisie',
    constraint parent_profiles_pkey primary key (id),
    constraint "parent_profiles_userId_key" unique ("userId"),
    constraint "parent_profiles_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete cascade on update cascade
);

comment on table nexus.parent_profiles is
    'What a parent adds to a user: where the family lives.';
comment on column nexus.parent_profiles."userId" is
    'The parent; the profile goes when the user goes.';
comment on column nexus.parent_profiles.address is
    'Street and number.';
comment on column nexus.parent_profiles.city is
    'Town.';
comment on column nexus.parent_profiles.country is
    'Country; Tunisia unless said otherwise.';

create table nexus.student_profiles (
    id text not null default platform.new_text_id(),
    "userId" text not null,
    grade text,
    school text,
    "birthDate" timestamptz(3),
    constraint student_profiles_pkey primary key (id),
    constraint "student_profiles_userId_key" unique ("userId"),
    constraint "student_profiles_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete cascade on update cascade
);

comment on table nexus.student_profiles is
    'What a pupil adds to a user while no parent has enrolled him.';
comment on column nexus.student_profiles."userId" is
    'The pupil; the profile goes when the user goes.';
comment on column nexus.student_profiles.grade is
    'Class: Seconde, Première, Terminale.';
comment on column nexus.student_profiles.school is
    'School, as the family names it.';
comment on column nexus.student_profiles."birthDate" is
    'Day of birth, at midnight UTC.';

create table nexus.students (
    id text not null default platform.new_text_id(),
    "parentId" text not null,
    "userId" text not null,
    grade text,
    school text,
    "birthDate" timestamptz(3),
    credits integer not null default 0,
    "totalSessions" integer not null default 0,
    "completedSessions" integer not null default 0,
    "freemiumUsage" jsonb,
    "guaranteeEligible" boolean not null default false,
    "guaranteeActivatedAt" timestamptz(3),
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint students_pkey primary key (id),
    constraint "students_userId_key" unique ("userId"),
    constraint "students_parentId_fkey" foreign key ("parentId")
        references nexus.parent_profiles (id) on delete cascade on update cascade,
    constraint "students_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete cascade on update cascade
);

comment on table nexus.students is
    'A pupil enrolled by a parent, with what the platform counts about him.';
comment on column nexus.students."parentId" is
    'The parent who enrolled the pupil and pays.';
comment on column nexus.students."userId" is
    'The account of the pupil.';
comment on column nexus.students.grade is
    'Class: Seconde, Première, Terminale.';
comment on column nexus.students.school is
    'School, as the family names it.';
comment on column nexus.students."birthDate" is
    'Day of birth, at midnight UTC.';
comment on column nexus.students.credits is
    'Session credits left: the sum of the journal credit_transactions.';
comment on column nexus.students."totalSessions" is
    'Sessions ever booked.';
comment on column nexus.students."completedSessions" is
    'Sessions that took place.';
comment on column nexus.students."freemiumUsage" is
    'Questions asked to the assistant today, without a subscription.';
comment on column nexus.students."guaranteeEligible" is
    'Whether the baccalaureate guarantee may be activated: the plan is HYBRIDE or IMMERSION.';
comment on column nexus.students."guaranteeActivatedAt" is
    'When the guarantee began; NULL while it has not.';

create table nexus.coach_profiles (
    id text not null default platform.new_text_id(),
    "userId" text not null,
    title text,
    pseudonym text not null,
    tag text,
    description text,
    philosophy text,
    expertise text,
    subjects text not null,
    "availableOnline" boolean not null default true,
    "availableInPerson" boolean not null default true,
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint coach_profiles_pkey primary key (id),
    constraint "coach_profiles_userId_key" unique ("userId"),
    constraint coach_profiles_pseudonym_key unique (pseudonym),
    constraint "coach_profiles_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete cascade on update cascade
);

comment on table nexus.coach_profiles is
    'What a coach adds to a user: how the coach is presented, and what is taught where.';
comment on column nexus.coach_profiles."userId" is
    'The coach; the profile goes when the user goes.';
comment on column nexus.coach_profiles.title is
    'Diploma: Agrégé, Certifié.';
comment on column nexus.coach_profiles.pseudonym is
    'Name shown to pupils: Hélios, Zénon; unique.';
comment on column nexus.coach_profiles.tag is
    'Short label under the name.';
comment on column nexus.coach_profiles.description is
    'How the coach presents himself.';
comment on column nexus.coach_profiles.philosophy is
    'How the coach teaches.';
comment on column nexus.coach_profiles.expertise is
    'What the coach knows best.';
comment on column nexus.coach_profiles.subjects is
    'JSON array of the subjects taught, as text: so the application reads it.';
comment on column nexus.coach_profiles."availableOnline" is
    'Teaches online.';
comment on column nexus.coach_profiles."availableInPerson" is
    'Teaches in person.';
