-- depends: nexus-0008-create-reports
--
-- What people are told in the application, and what they write to each other.
--
-- What was wrong here, and is mended later: a notification could be for nobody, and the deletion of one user
-- deleted what others had received.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the rows.

create table nexus.notifications (
    id text not null default platform.new_text_id(),
    "userId" text not null,
    "userRole" nexus."UserRole" not null,
    type text not null,
    title text not null,
    message text not null,
    data text not null,
    read boolean not null default false,
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint notifications_pkey primary key (id)
);

comment on table nexus.notifications is
    'A notice in the application.';
comment on column nexus.notifications."userId" is
    'For whom.';
comment on column nexus.notifications."userRole" is
    'What that user is: notices for a role are listed by it.';
comment on column nexus.notifications.type is
    'What happened: SUBSCRIPTION_REQUEST, CREDIT_REQUEST and others, in capitals.';
comment on column nexus.notifications.title is
    'Title.';
comment on column nexus.notifications.message is
    'Text.';
comment on column nexus.notifications.data is
    'JSON with particulars, as text.';
comment on column nexus.notifications.read is
    'Whether it was read.';

create table nexus.messages (
    id text not null default platform.new_text_id(),
    content text not null,
    "fileUrl" text,
    "fileName" text,
    "readAt" timestamptz(3),
    "createdAt" timestamptz(3) not null default now(),
    "senderId" text not null,
    "receiverId" text not null,
    constraint messages_pkey primary key (id),
    constraint "messages_senderId_fkey" foreign key ("senderId")
        references nexus.users (id) on delete cascade on update cascade,
    constraint "messages_receiverId_fkey" foreign key ("receiverId")
        references nexus.users (id) on delete cascade on update cascade
);

comment on table nexus.messages is
    'What one user writes to another.';
comment on column nexus.messages.content is
    'Text.';
comment on column nexus.messages."fileUrl" is
    'Where the attached file lies.';
comment on column nexus.messages."fileName" is
    'What the attached file is called.';
comment on column nexus.messages."readAt" is
    'When it was read.';
comment on column nexus.messages."senderId" is
    'Who wrote.';
comment on column nexus.messages."receiverId" is
    'To whom.';
