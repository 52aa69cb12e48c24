-- depends: nexus-0047-mend-weak-references
-- transactional: false
--
-- The rows that were there before obey the references, too.
--
-- SHARE UPDATE EXCLUSIVE on each table, ROW SHARE on those referred to, while it is scanned: reads and writes go
-- on. Each statement is a transaction of its own. Rewrites nothing, loses nothing.

alter table nexus.payments validate constraint "payments_userId_fkey";

alter table nexus.student_badges validate constraint "student_badges_badgeId_fkey";

alter table nexus.sessions validate constraint "sessions_coachId_fkey";

alter table nexus.student_reports validate constraint "student_reports_coachId_fkey";

alter table nexus.messages validate constraint "messages_senderId_fkey";

alter table nexus.messages validate constraint "messages_receiverId_fkey";

alter table nexus.memories validate constraint "memories_studentId_fkey";

alter table nexus.generated_documents validate constraint "generated_documents_studentId_fkey";

alter table nexus.mail_logs validate constraint "mail_logs_bilanId_fkey";
