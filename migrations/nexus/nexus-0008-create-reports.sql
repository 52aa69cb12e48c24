-- depends: nexus-0007-create-assistant
--
-- What is written about a pupil: the initial assessment (bilan) with its mails, the profile it gives, the reports
-- of coaches, and documents made for the pupil.
--
-- What was wrong here, and is mended later: a report vanished with its coach; two references said nothing about
-- deletions and so stood in their way.
--
-- Locks nothing that exists, rewrites nothing, loses nothing. The rollback loses the rows.

create table nexus.bilans (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    subject text,
    niveau text,
    statut text,
    "qcmRaw" jsonb not null,
    "pedagoRaw" jsonb not null,
    "qcmScores" jsonb not null,
    "pedagoProfile" jsonb not null,
    "preAnalyzedData" jsonb,
    synthesis jsonb not null,
    offers jsonb not null,
    "pdfUrl" text,
    "pdfBlob" bytea,
    "reportText" text,
    "summaryText" text,
    "generatedAt" timestamptz(3),
    "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(),
    constraint bilans_pkey primary key (id),
    constraint "bilans_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade
);

comment on table nexus.bilans is
    'An assessment of a pupil: answers, scores, what follows from them, and the report as sent.';
comment on column nexus.bilans."studentId" is
    'The pupil; the assessment goes when the pupil goes.';
comment on column nexus.bilans.subject is
    'School subject.';
comment on column nexus.bilans.niveau is
    'Class: Premiere, Terminale.';
comment on column nexus.bilans.statut is
    'How the pupil is schooled: scolarise_fr, candidat_libre.';
comment on column nexus.bilans."qcmRaw" is
    'Answers to the questions of the subject.';
comment on column nexus.bilans."pedagoRaw" is
    'Answers about ways of learning.';
comment on column nexus.bilans."qcmScores" is
    'Points, by domain and in all.';
comment on column nexus.bilans."pedagoProfile" is
    'Ways of learning, rhythm, motivation, difficulties, expectations.';
comment on column nexus.bilans."preAnalyzedData" is
    'Indices derived from the second part.';
comment on column nexus.bilans.synthesis is
    'Strengths, weaknesses, risks, the way ahead.';
comment on column nexus.bilans.offers is
    'What is proposed, and why.';
comment on column nexus.bilans."pdfUrl" is
    'Where the report lies, if it is stored outside.';
comment on column nexus.bilans."pdfBlob" is
    'The report itself, if it is stored here.';
comment on column nexus.bilans."reportText" is
    'The report as text.';
comment on column nexus.bilans."summaryText" is
    'Its summary.';
comment on column nexus.bilans."generatedAt" is
    'When the report was made; NULL before.';

create table nexus.student_profile_data (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    "pedagoRawAnswers" jsonb,
    "pedagoProfile" jsonb,
    "preAnalyzedData" jsonb,
    "lastUpdatedAt" timestamptz(3) not null default now(),
    constraint student_profile_data_pkey primary key (id),
    constraint "student_profile_data_studentId_key" unique ("studentId"),
    constraint "student_profile_data_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade
);

comment on table nexus.student_profile_data is
    'The latest profile of a pupil, kept apart from the assessments it came from.';
comment on column nexus.student_profile_data."studentId" is
    'The pupil; one profile each.';
comment on column nexus.student_profile_data."pedagoRawAnswers" is
    'Answers about ways of learning.';
comment on column nexus.student_profile_data."pedagoProfile" is
    'What follows from them.';
comment on column nexus.student_profile_data."preAnalyzedData" is
    'Indices derived from them.';
comment on column nexus.student_profile_data."lastUpdatedAt" is
    'When the application last computed it.';

create table nexus.student_reports (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    title text not null,
    content text not null,
    period text not null,
    "sessionsCount" integer not null default 0,
    "averageGrade" numeric(5,2),
    "progressNotes" text,
    recommendations text,
    "createdAt" timestamptz(3) not null default now(),
    "coachId" text not null,
    constraint student_reports_pkey primary key (id),
    constraint "student_reports_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade,
    constraint "student_reports_coachId_fkey" foreign key ("coachId")
        references nexus.coach_profiles (id) on delete cascade on update cascade
);

comment on table nexus.student_reports is
    'What a coach reports about a pupil over a period.';
comment on column nexus.student_reports."studentId" is
    'About whom; the report goes when the pupil goes.';
comment on column nexus.student_reports.title is
    'Title.';
comment on column nexus.student_reports.content is
    'Text.';
comment on column nexus.student_reports.period is
    'What it covers, in words: a week, a month.';
comment on column nexus.student_reports."sessionsCount" is
    'Sessions in the period.';
comment on column nexus.student_reports."averageGrade" is
    'Mean mark out of twenty.';
comment on column nexus.student_reports."progressNotes" is
    'What got better.';
comment on column nexus.student_reports.recommendations is
    'What to do next.';
comment on column nexus.student_reports."coachId" is
    'Who wrote it.';

create table nexus.generated_documents (
    id text not null default platform.new_text_id(),
    "studentId" text not null,
    title text not null,
    description text,
    url text not null,
    subject nexus."Subject" not null,
    "createdAt" timestamptz(3) not null default now(),
    constraint generated_documents_pkey primary key (id),
    constraint "generated_documents_studentId_fkey" foreign key ("studentId")
        references nexus.students (id)
);

create index "generated_documents_studentId_createdAt_idx"
    on nexus.generated_documents ("studentId", "createdAt");

comment on table nexus.generated_documents is
    'A document made for a pupil.';
comment on column nexus.generated_documents."studentId" is
    'For whom.';
comment on column nexus.generated_documents.title is
    'Title.';
comment on column nexus.generated_documents.description is
    'What it is.';
comment on column nexus.generated_documents.url is
    'Where it lies.';
comment on column nexus.generated_documents.subject is
    'School subject.';

create table nexus.mail_logs (
    id text not null default platform.new_text_id(),
    "bilanId" text not null,
    "userId" text not null,
    variant text not null,
    recipients text not null,
    subject text not null,
    status text not null,
    "messageId" text,
    error text,
    "createdAt" timestamptz(3) not null default now(),
    constraint mail_logs_pkey primary key (id),
    constraint "mail_logs_bilanId_fkey" foreign key ("bilanId")
        references nexus.bilans (id)
);

create index "mail_logs_bilanId_createdAt_idx"
    on nexus.mail_logs ("bilanId", "createdAt");

comment on table nexus.mail_logs is
    'An assessment that was sent by mail.';
comment on column nexus.mail_logs."bilanId" is
    'The assessment.';
comment on column nexus.mail_logs."userId" is
    'Id of the sender; kept when the account is gone, so no foreign key.';
comment on column nexus.mail_logs.variant is
    'For whom it was written: standard, parent or eleve.';
comment on column nexus.mail_logs.recipients is
    'Addresses, separated by commas.';
comment on column nexus.mail_logs.subject is
    'Subject line.';
comment on column nexus.mail_logs.status is
    'SENT or FAILED.';
comment on column nexus.mail_logs."messageId" is
    'What the mail server called it.';
comment on column nexus.mail_logs.error is
    'Why it failed.';
