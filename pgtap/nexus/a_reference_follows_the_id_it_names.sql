begin;
select plan(42);

select test.nexus_world();

-- Each id that is referred to changes; the primary keys of those that refer do not take part.
update nexus.users set id = id || ' moved';
update nexus.parent_profiles set id = id || ' moved';
update nexus.students set id = id || ' moved';
update nexus.coach_profiles set id = id || ' moved';
update nexus.badges set id = id || ' moved';
update nexus."SessionBooking" set id = id || ' moved';
update nexus.aria_conversations set id = id || ' moved';
update nexus.user_documents set id = id || ' moved';
update nexus.bilans set id = id || ' moved';
update nexus.credit_packs set id = 7002;
update nexus."LegalPage" set id = 7002;

create temporary table followed (reference text, named text);
insert into followed values
    ('parent_profiles.userId', (select "userId" from nexus.parent_profiles)),
    ('student_profiles.userId', (select "userId" from nexus.student_profiles)),
    ('coach_profiles.userId', (select "userId" from nexus.coach_profiles)),
    ('students.userId', (select "userId" from nexus.students)),
    ('students.parentId', (select "parentId" from nexus.students)),
    ('subscriptions.studentId', (select "studentId" from nexus.subscriptions)),
    ('subscription_requests.studentId', (select "studentId" from nexus.subscription_requests)),
    ('sessions.studentId', (select "studentId" from nexus.sessions)),
    ('sessions.coachId', (select "coachId" from nexus.sessions)),
    ('student_badges.studentId', (select "studentId" from nexus.student_badges)),
    ('student_badges.badgeId', (select "badgeId" from nexus.student_badges)),
    ('CoachAvailability.coachId', (select "coachId" from nexus."CoachAvailability")),
    ('SessionBooking.studentId', (select "studentId" from nexus."SessionBooking")),
    ('SessionBooking.coachId', (select "coachId" from nexus."SessionBooking")),
    ('SessionBooking.parentId', (select "parentId" from nexus."SessionBooking")),
    ('SessionNotification.sessionId', (select "sessionId" from nexus."SessionNotification")),
    ('SessionNotification.userId', (select "userId" from nexus."SessionNotification")),
    ('SessionReminder.sessionId', (select "sessionId" from nexus."SessionReminder")),
    ('credit_transactions.studentId', (select "studentId" from nexus.credit_transactions where id = 'entry')),
    ('credit_transactions.sessionId', (select "sessionId" from nexus.credit_transactions where id = 'entry')),
    ('payments.userId', (select "userId" from nexus.payments)),
    ('credit_wallets.userId', (select "userId" from nexus.credit_wallets)),
    ('credit_tx.packId', (select "packId" from nexus.credit_tx)),
    ('payment_records.userId', (select "userId" from nexus.payment_records)),
    ('payment_records.packId', (select "packId" from nexus.payment_records)),
    ('aria_conversations.studentId', (select "studentId" from nexus.aria_conversations)),
    ('aria_messages.conversationId', (select distinct "conversationId" from nexus.aria_messages)),
    ('memories.studentId', (select "studentId" from nexus.memories)),
    ('user_documents.ownerId', (select "ownerId" from nexus.user_documents)),
    ('knowledge_assets.docId', (select "docId" from nexus.knowledge_assets)),
    ('ingest_jobs.docId', (select "docId" from nexus.ingest_jobs)),
    ('bilans.studentId', (select "studentId" from nexus.bilans)),
    ('student_profile_data.studentId', (select "studentId" from nexus.student_profile_data)),
    ('student_reports.studentId', (select "studentId" from nexus.student_reports)),
    ('student_reports.coachId', (select "coachId" from nexus.student_reports)),
    ('generated_documents.studentId', (select "studentId" from nexus.generated_documents)),
    ('mail_logs.bilanId', (select "bilanId" from nexus.mail_logs)),
    ('notifications.userId', (select "userId" from nexus.notifications)),
    ('messages.senderId', (select "senderId" from nexus.messages)),
    ('messages.receiverId', (select "receiverId" from nexus.messages)),
    ('LegalVersion.pageId', (select distinct "pageId" from nexus."LegalVersion"));

select matches(
    named, '^(.* moved|7002)\Z',
    format('%s follows the id it names', reference)
)
from followed;

-- A wallet's id is its own identity: last, because its entries hold it against deletion, not against a new id.
update nexus.credit_wallets set id = 7002;

select is(
    (select "walletId" from nexus.credit_tx), 7002,
    'credit_tx.walletId follows the id it names'
);

select * from finish();
rollback;
