-- The old references, which scan the table to be valid at once. A session, report or message that has lost its
-- coach, sender or receiver in the meantime stops the rollback: the old column knew no NULL.

alter table nexus.mail_logs
    drop constraint "mail_logs_bilanId_fkey",
    add constraint "mail_logs_bilanId_fkey" foreign key ("bilanId")
        references nexus.bilans (id);

alter table nexus.generated_documents
    drop constraint "generated_documents_studentId_fkey",
    add constraint "generated_documents_studentId_fkey" foreign key ("studentId")
        references nexus.students (id);

alter table nexus.memories
    drop constraint "memories_studentId_fkey",
    add constraint "memories_studentId_fkey" foreign key ("studentId")
        references nexus.students (id);

alter table nexus.messages
    drop constraint "messages_receiverId_fkey",
    add constraint "messages_receiverId_fkey" foreign key ("receiverId")
        references nexus.users (id) on delete cascade on update cascade,
    alter column "receiverId" set not null;

alter table nexus.messages
    drop constraint "messages_senderId_fkey",
    add constraint "messages_senderId_fkey" foreign key ("senderId")
        references nexus.users (id) on delete cascade on update cascade,
    alter column "senderId" set not null;

alter table nexus.student_reports
    drop constraint "student_reports_coachId_fkey",
    add constraint "student_reports_coachId_fkey" foreign key ("coachId")
        references nexus.coach_profiles (id) on delete cascade on update cascade,
    alter column "coachId" set not null;

alter table nexus.sessions
    drop constraint "sessions_coachId_fkey",
    add constraint "sessions_coachId_fkey" foreign key ("coachId")
        references nexus.coach_profiles (id) on delete cascade on update cascade,
    alter column "coachId" set not null;

alter table nexus.student_badges
    drop constraint "student_badges_badgeId_fkey",
    add constraint "student_badges_badgeId_fkey" foreign key ("badgeId")
        references nexus.badges (id) on delete cascade on update cascade;

alter table nexus.payments
    drop constraint "payments_userId_fkey",
    add constraint "payments_userId_fkey" foreign key ("userId")
        references nexus.users (id) on delete cascade on update cascade;
