begin;
select plan(380);

select test.nexus_world();
select test.nexus_rules_aside();
insert into nexus.aria_requests (address, recent, last_at) values ('192.0.2.1', array[now()], now());
insert into nexus.ingest_works (ingest_id, job_id, step, subject, level, uploaded_by) values ('job', 1, 'ocr', 's', 'l', 'coach');
insert into nexus.ingest_chunks (ingest_id, position, chunk, tokens) values ('job', 1, 'c', 1);
insert into nexus.payment_orders (payment_id) values ('payment');
insert into nexus.provider_secrets (provider, secret) values ('konnect', 'sixteen bytes it is');
insert into nexus.provider_events (provider, payload, signature_valid, outcome) values ('konnect', 'x', false, 'refused');
-- What is generated cannot be copied.
alter table nexus.provider_events alter column payload_hash drop expression;

create temporary table required (relation text, columns text[]);
insert into required values
    ('CoachAvailability', array['id', 'coachId', 'dayOfWeek', 'startTime', 'endTime', 'isAvailable', 'isRecurring',
     'validFrom', 'createdAt', 'updatedAt']),
    ('LegalPage', array['id', 'slug', 'title', 'contentMd', 'createdAt', 'updatedAt', 'version', 'contentHash']),
    ('LegalVersion', array['id', 'pageId', 'slug', 'title', 'contentMd', 'version', 'createdAt', 'contentHash']),
    ('SessionBooking', array['id', 'studentId', 'coachId', 'subject', 'title', 'scheduledDate', 'startTime',
     'endTime', 'duration', 'status', 'type', 'modality', 'creditsUsed', 'coachAttended', 'createdAt', 'updatedAt',
     'reminderSent']),
    ('SessionNotification', array['id', 'sessionId', 'userId', 'type', 'title', 'message', 'status', 'method',
     'createdAt', 'updatedAt']),
    ('SessionReminder', array['id', 'sessionId', 'reminderType', 'scheduledFor', 'sent', 'createdAt']),
    ('aria_conversations', array['id', 'studentId', 'subject', 'createdAt', 'updatedAt']),
    ('aria_messages', array['id', 'conversationId', 'role', 'content', 'createdAt']),
    ('aria_requests', array['address', 'recent', 'last_at']),
    ('aria_usage', array['student_id', 'day', 'questions']),
    ('audit_logs', array['id', 'actor', 'action', 'at']),
    ('badge_rules', array['measure', 'threshold', 'name', 'description', 'category', 'condition']),
    ('badges', array['id', 'name', 'description', 'category', 'condition', 'createdAt']),
    ('bilans', array['id', 'studentId', 'qcmRaw', 'pedagoRaw', 'qcmScores', 'pedagoProfile', 'synthesis', 'offers',
     'createdAt', 'updatedAt', 'status']),
    ('billing_policy', array['id', 'annualDepositPct', 'scheduleEndISO', 'updatedAt']),
    ('coach_profiles', array['id', 'userId', 'pseudonym', 'subjects', 'availableOnline', 'availableInPerson',
     'createdAt', 'updatedAt']),
    ('credit_draws', array['entryId', 'lotId', 'amount']),
    ('credit_lots', array['id', 'entryId', 'studentId', 'granted', 'remaining']),
    ('credit_packs', array['id', 'credits', 'priceTnd', 'bonus', 'active', 'updatedAt']),
    ('credit_requests', array['id', 'studentId', 'amount', 'status', 'requestedBy', 'createdAt', 'updatedAt']),
    ('credit_transactions', array['id', 'studentId', 'type', 'amount', 'description', 'createdAt']),
    ('credit_tx', array['id', 'walletId', 'delta', 'reason', 'at']),
    ('credit_usage', array['key', 'credits', 'updatedAt']),
    ('credit_wallets', array['id', 'userId', 'balance', 'updatedAt']),
    ('cron_executions', array['id', 'jobName', 'executionKey', 'status', 'startedAt', 'createdAt', 'updatedAt']),
    ('errors', array['sqlstate', 'meaning', 'remedy']),
    ('generated_documents', array['id', 'studentId', 'title', 'url', 'subject', 'createdAt']),
    ('ingest_chunks', array['ingest_id', 'position', 'chunk', 'tokens']),
    ('ingest_jobs', array['id', 'docId', 'status', 'step', 'progress', 'createdAt', 'updatedAt']),
    ('ingest_works', array['ingest_id', 'job_id', 'step', 'subject', 'level', 'uploaded_by']),
    ('knowledge_assets', array['id', 'docId', 'subject', 'level', 'chunk', 'tokens', 'embedding', 'meta',
     'createdAt', 'model', 'dimensions']),
    ('mail_logs', array['id', 'bilanId', 'userId', 'variant', 'recipients', 'subject', 'status', 'createdAt']),
    ('memories', array['id', 'studentId', 'kind', 'content', 'createdAt', 'model', 'dimensions']),
    ('messages', array['id', 'content', 'createdAt']),
    ('notifications', array['id', 'userId', 'userRole', 'type', 'title', 'message', 'data', 'read', 'createdAt',
     'updatedAt']),
    ('offer_bindings', array['code', 'label', 'includeAria', 'refs', 'updatedAt']),
    ('parent_profiles', array['id', 'userId']),
    ('payment_orders', array['payment_id', 'created_at']),
    ('payment_records', array['id', 'provider', 'externalId', 'userId', 'packId', 'amountTnd', 'currency', 'status',
     'createdAt', 'updatedAt']),
    ('payment_settings', array['id', 'allowCard', 'allowWire', 'allowCash', 'updatedAt']),
    ('payments', array['id', 'type', 'amount', 'currency', 'description', 'status', 'createdAt', 'updatedAt',
     'userId']),
    ('pedagogical_contents', array['id', 'title', 'content', 'subject', 'embedding', 'tags', 'createdAt',
     'updatedAt']),
    ('plans', array['name', 'credits_per_month', 'opens_guarantee']),
    ('pricing', array['id', 'service', 'variable', 'valeur', 'devise', 'updatedAt']),
    ('product_pricing', array['id', 'itemType', 'itemKey', 'amount', 'currency', 'description', 'active',
     'createdAt', 'updatedAt']),
    ('provider_events', array['id', 'provider', 'payload', 'payload_hash', 'signature_valid', 'outcome',
     'deliveries', 'received_at', 'last_received_at']),
    ('provider_secrets', array['id', 'provider', 'secret', 'created_at']),
    ('provider_words', array['provider', 'word', 'meaning']),
    ('session_costs', array['service', 'credits']),
    ('session_history', array['id', 'sessionId', 'newStatus', 'at']),
    ('session_transitions', array['oldStatus', 'newStatus', 'roles']),
    ('sessions', array['id', 'studentId', 'type', 'subject', 'title', 'scheduledAt', 'duration', 'creditCost',
     'status', 'createdAt', 'updatedAt']),
    ('student_badges', array['id', 'studentId', 'earnedAt', 'badgeId']),
    ('student_profile_data', array['id', 'studentId', 'lastUpdatedAt']),
    ('student_profiles', array['id', 'userId']),
    ('student_reports', array['id', 'studentId', 'title', 'content', 'period', 'sessionsCount', 'createdAt']),
    ('students', array['id', 'parentId', 'userId', 'credits', 'totalSessions', 'completedSessions',
     'guaranteeEligible', 'createdAt', 'updatedAt']),
    ('subscription_requests', array['id', 'studentId', 'requestType', 'monthlyPrice', 'status', 'requestedBy',
     'requestedByEmail', 'createdAt', 'updatedAt']),
    ('subscriptions', array['id', 'studentId', 'planName', 'monthlyPrice', 'creditsPerMonth', 'status', 'startDate',
     'ariaSubjects', 'ariaCost', 'createdAt', 'updatedAt']),
    ('transitions', array['relation', 'old_status', 'new_status']),
    ('user_documents', array['id', 'originalName', 'mime', 'storageKey', 'status', 'createdAt']),
    ('users', array['id', 'email', 'role', 'createdAt', 'updatedAt']);

-- A copy of a complete row, with one column emptied: not-null is checked before anything else.
select throws_ok(
    format(
        'insert into nexus.%1$I overriding system value '
        'select (jsonb_populate_record(r, ''{"%2$s": null}'')).* from nexus.%1$I as r limit 1',
        relation, "column"
    ),
    '23502', format('null value in column "%s" of relation "%s" violates not-null constraint', "column", relation),
    format('%s.%s is required', relation, "column")
)
from required
cross join unnest(columns) as "column"
order by relation, "column";

select set_eq(
    $$
        select t."table", c."column"
        from test.tables('nexus') as t
        cross join test.columns('nexus', t."table") as c
        where t.kind <> 'sequence' and not c.nullable
        -- Triggers fill these.
        except values ('knowledge_assets', 'contentHash'), ('memories', 'contentHash')
    $$,
    'select relation, "column" from required cross join unnest(columns) as "column"',
    'no other column of nexus is required'
);

select * from finish();
rollback;
