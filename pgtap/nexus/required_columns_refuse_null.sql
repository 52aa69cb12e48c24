begin;
select plan(302);

select test.nexus_world();
select test.nexus_rules_aside();

-- A copy of a complete row, with one column emptied: not-null is checked before anything else. The hashes of
-- contents and the version of a legal page are missing here, because a trigger fills them.
select throws_ok(
    format(
        'insert into nexus.%1$I select (jsonb_populate_record(r, ''{"%2$s": null}'')).* from nexus.%1$I as r limit 1',
        relation, required
    ),
    '23502', format('null value in column "%s" of relation "%s" violates not-null constraint', required, relation),
    format('%s.%s is required', relation, required)
)
from (values
        ('CoachAvailability', array['id', 'coachId', 'dayOfWeek', 'startTime', 'endTime', 'isAvailable',
        'isRecurring', 'validFrom', 'createdAt', 'updatedAt']),
    ('LegalPage', array['id', 'slug', 'title', 'contentMd', 'createdAt', 'updatedAt']),
    ('LegalVersion', array['id', 'pageId', 'slug', 'title', 'contentMd', 'version', 'createdAt']),
        ('SessionBooking', array['id', 'studentId', 'coachId', 'subject', 'title', 'scheduledDate',
        'startTime', 'endTime', 'duration', 'status', 'type', 'modality', 'creditsUsed', 'coachAttended', 'createdAt',
        'updatedAt', 'reminderSent']),
        ('SessionNotification', array['id', 'sessionId', 'userId', 'type', 'title', 'message', 'status',
        'method', 'createdAt', 'updatedAt']),
    ('SessionReminder', array['id', 'sessionId', 'reminderType', 'scheduledFor', 'sent', 'createdAt']),
    ('aria_conversations', array['id', 'studentId', 'subject', 'createdAt', 'updatedAt']),
    ('aria_messages', array['id', 'conversationId', 'role', 'content', 'createdAt']),
    ('audit_logs', array['id', 'actor', 'action', 'at']),
    ('badges', array['id', 'name', 'description', 'category', 'condition', 'createdAt']),
        ('bilans', array['id', 'studentId', 'qcmRaw', 'pedagoRaw', 'qcmScores', 'pedagoProfile', 'synthesis',
        'offers', 'createdAt', 'updatedAt']),
    ('billing_policy', array['id', 'annualDepositPct', 'scheduleEndISO', 'updatedAt']),
        ('coach_profiles', array['id', 'userId', 'pseudonym', 'subjects', 'availableOnline',
        'availableInPerson', 'createdAt', 'updatedAt']),
    ('credit_packs', array['id', 'credits', 'priceTnd', 'bonus', 'active', 'updatedAt']),
    ('credit_transactions', array['id', 'studentId', 'type', 'amount', 'description', 'createdAt']),
    ('credit_tx', array['id', 'walletId', 'delta', 'reason', 'at']),
    ('credit_usage', array['key', 'credits', 'updatedAt']),
    ('credit_wallets', array['id', 'userId', 'balance', 'updatedAt']),
    ('cron_executions', array['id', 'jobName', 'executionKey', 'status', 'startedAt', 'createdAt', 'updatedAt']),
    ('generated_documents', array['id', 'studentId', 'title', 'url', 'subject', 'createdAt']),
    ('ingest_jobs', array['id', 'docId', 'status', 'step', 'progress', 'createdAt', 'updatedAt']),
        ('knowledge_assets', array['id', 'docId', 'subject', 'level', 'chunk', 'tokens', 'embedding', 'meta',
        'createdAt', 'model', 'dimensions']),
    ('mail_logs', array['id', 'bilanId', 'userId', 'variant', 'recipients', 'subject', 'status', 'createdAt']),
    ('memories', array['id', 'studentId', 'kind', 'content', 'createdAt', 'model', 'dimensions']),
    ('messages', array['id', 'content', 'createdAt']),
        ('notifications', array['id', 'userId', 'userRole', 'type', 'title', 'message', 'data', 'read',
        'createdAt', 'updatedAt']),
    ('offer_bindings', array['code', 'label', 'includeAria', 'refs', 'updatedAt']),
    ('parent_profiles', array['id', 'userId']),
        ('payment_records', array['id', 'provider', 'externalId', 'userId', 'packId', 'amountTnd', 'currency',
        'status', 'createdAt', 'updatedAt']),
    ('payment_settings', array['id', 'allowCard', 'allowWire', 'allowCash', 'updatedAt']),
        ('payments', array['id', 'type', 'amount', 'currency', 'description', 'status', 'createdAt',
        'updatedAt', 'userId']),
        ('pedagogical_contents', array['id', 'title', 'content', 'subject', 'embedding', 'tags', 'createdAt',
        'updatedAt']),
    ('pricing', array['id', 'service', 'variable', 'valeur', 'devise', 'updatedAt']),
        ('product_pricing', array['id', 'itemType', 'itemKey', 'amount', 'currency', 'description', 'active',
        'createdAt', 'updatedAt']),
        ('sessions', array['id', 'studentId', 'type', 'subject', 'title', 'scheduledAt', 'duration',
        'creditCost', 'status', 'createdAt', 'updatedAt']),
    ('student_badges', array['id', 'studentId', 'earnedAt', 'badgeId']),
    ('student_profile_data', array['id', 'studentId', 'lastUpdatedAt']),
    ('student_profiles', array['id', 'userId']),
    ('student_reports', array['id', 'studentId', 'title', 'content', 'period', 'sessionsCount', 'createdAt']),
        ('students', array['id', 'parentId', 'userId', 'credits', 'totalSessions', 'completedSessions',
        'guaranteeEligible', 'createdAt', 'updatedAt']),
        ('subscription_requests', array['id', 'studentId', 'requestType', 'monthlyPrice', 'status',
        'requestedBy', 'requestedByEmail', 'createdAt', 'updatedAt']),
        ('subscriptions', array['id', 'studentId', 'planName', 'monthlyPrice', 'creditsPerMonth', 'status',
        'startDate', 'ariaSubjects', 'ariaCost', 'createdAt', 'updatedAt']),
    ('user_documents', array['id', 'originalName', 'mime', 'storageKey', 'status', 'createdAt']),
    ('users', array['id', 'email', 'role', 'createdAt', 'updatedAt'])
) as listed (relation, columns)
cross join unnest(columns) as required;

select * from finish();
rollback;
