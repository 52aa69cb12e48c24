-- depends: nexus-0046-add-sessionbooking-scheduleddate-idx
-- transactional: false
--
-- What a deletion does, said for each of the references that said too much or nothing:
--
--   payments                    a payer cannot be deleted: accounting needs him (erasure makes the account anonymous)
--   student_badges              a badge that somebody earned cannot be deleted
--   sessions, student_reports   outlive their coach, and say so with NULL
--   messages                    outlive sender and receiver
--   memories, generated_documents, mail_logs    go with the pupil or the assessment they are about
--
-- A new reference replaces the old one of the same name in one statement, so there is no moment without one. It
-- arrives NOT VALID and is validated by the next migration.
--
-- ACCESS EXCLUSIVE on the referring table and on the one referred to, because an old reference is dropped, for an
-- instant and without a scan; each statement is a transaction of its own. Rewrites nothing, loses nothing.

alter table nexus.payments
    drop constraint "payments_userId_fkey",
    add constraint "payments_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete restrict on update cascade not valid;

alter table nexus.student_badges
    drop constraint "student_badges_badgeId_fkey",
    add constraint "student_badges_badgeId_fkey" foreign key ("badgeId")
        references nexus.badges (id) on delete restrict on update cascade not valid;

alter table nexus.sessions
    alter column "coachId" drop not null,
    drop constraint "sessions_coachId_fkey",
    add constraint "sessions_coachId_fkey" foreign key ("coachId")
        references nexus.coach_profiles (id) on delete set null on update cascade not valid;

alter table nexus.student_reports
    alter column "coachId" drop not null,
    drop constraint "student_reports_coachId_fkey",
    add constraint "student_reports_coachId_fkey" foreign key ("coachId")
        references nexus.coach_profiles (id) on delete set null on update cascade not valid;

alter table nexus.messages
    alter column "senderId" drop not null,
    drop constraint "messages_senderId_fkey",
    add constraint "messages_senderId_fkey" foreign key ("senderId")
        references nexus.users (id) on delete set null on update cascade not valid;

alter table nexus.messages
    alter column "receiverId" drop not null,
    drop constraint "messages_receiverId_fkey",
    add constraint "messages_receiverId_fkey" foreign key ("receiverId")
        references nexus.users (id) on delete set null on update cascade not valid;

alter table nexus.memories
    drop constraint "memories_studentId_fkey",
    add constraint "memories_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade not valid;

alter table nexus.generated_documents
    drop constraint "generated_documents_studentId_fkey",
    add constraint "generated_documents_studentId_fkey" foreign key ("studentId")
        references nexus.students (id) on delete cascade on update cascade not valid;

alter table nexus.mail_logs
    drop constraint "mail_logs_bilanId_fkey",
    add constraint "mail_logs_bilanId_fkey" foreign key ("bilanId")
        references nexus.bilans (id) on delete cascade on update cascade not valid;
