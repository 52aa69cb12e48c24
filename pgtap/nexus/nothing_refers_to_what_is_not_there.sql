begin;
select plan(53);

select test.nexus_world();
select test.nexus_rules_aside();

create temporary table listed (relation text, referring text);
insert into listed values
    ('parent_profiles', 'userId'), ('student_profiles', 'userId'), ('coach_profiles', 'userId'),
    ('students', 'userId'), ('students', 'parentId'),
    ('subscriptions', 'studentId'), ('subscription_requests', 'studentId'), ('sessions', 'studentId'),
    ('sessions', 'coachId'), ('student_badges', 'studentId'), ('student_badges', 'badgeId'),
    ('CoachAvailability', 'coachId'), ('SessionBooking', 'studentId'), ('SessionBooking', 'coachId'),
    ('SessionBooking', 'parentId'), ('SessionBooking', 'rescheduledFromId'), ('session_history', 'sessionId'),
    ('SessionNotification', 'sessionId'), ('SessionNotification', 'userId'),
    ('SessionReminder', 'sessionId'),
    ('credit_transactions', 'studentId'), ('credit_transactions', 'sessionId'), ('payments', 'userId'),
    ('credit_requests', 'studentId'), ('credit_requests', 'entryId'),
    ('credit_lots', 'entryId'), ('credit_lots', 'studentId'), ('credit_draws', 'entryId'), ('credit_draws', 'lotId'),
    ('credit_wallets', 'userId'), ('credit_tx', 'walletId'), ('credit_tx', 'packId'), ('credit_tx', 'correctsId'),
    ('payment_records', 'userId'), ('payment_records', 'packId'),
    ('aria_conversations', 'studentId'), ('aria_messages', 'conversationId'), ('memories', 'studentId'),
    ('user_documents', 'ownerId'), ('knowledge_assets', 'docId'), ('ingest_jobs', 'docId'),
    ('bilans', 'studentId'), ('student_profile_data', 'studentId'), ('student_reports', 'studentId'),
    ('student_reports', 'coachId'), ('generated_documents', 'studentId'), ('mail_logs', 'bilanId'),
    ('notifications', 'userId'), ('messages', 'senderId'), ('messages', 'receiverId'), ('LegalVersion', 'pageId'),
    ('aria_usage', 'student_id');

select throws_ok(
    format('update nexus.%I set %I = %L', relation, referring,
           case when referring in ('walletId', 'packId', 'pageId', 'lotId', 'correctsId') then '-1' else 'nowhere' end),
    '23503',
    format('insert or update on table "%s" violates foreign key constraint "%1$s_%s_fkey"', relation, referring),
    format('%s.%s names what is there', relation, referring)
)
from listed;

-- The list above is complete.
select is_empty(
    $$
        select f.conrelid::regclass::text, f.conname
        from pg_constraint as f
        where f.connamespace = 'nexus'::regnamespace and f.contype = 'f'
          and f.conrelid <> all ('{nexus.payment_orders,nexus.ingest_works,nexus.ingest_chunks}'::regclass[])
          and f.conname <> all (select format('%s_%s_fkey', relation, referring) from listed)
    $$,
    'every foreign key of nexus is tried here, or in the files about payments and ingestions'
);

select * from finish();
rollback;
