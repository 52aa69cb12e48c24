-- depends: nexus-0091-open-to-the-server-and-to-reports platform-0034-erase-children-before-parents
--
-- What the platform knows of people. There is one kind of person, who has an account (nexus.user): parent, pupil,
-- coach, assistant or administrator.
--
-- To whom a row belongs when it names several: lessons, journals, reports and conversations are the pupil's, and go with
-- the pupil; for the coach and the parent they are rows that name them. An enrolment names the parent and is the
-- pupil's: who erases a parent keeps the children's lessons, on an account that says nothing of anybody. A message is
-- its sender's. A document of the library outlives whoever uploaded it.
--
-- Retention: payments, the wallet and its journal ten years, as accounting law asks; the application's own log five
-- (limitation of personal actions). Everything else stays as long as the person does. An account with payments is not
-- deleted but anonymised: they keep referring to an account that says nothing of anybody.
--
-- Questionnaires and the profiles drawn from them tell of difficulties in learning, at times of health: they are treated as
-- special (article 9) and kept on consent. Ids written down without a foreign key are identifiers like the others.
-- Price lists and the like say nothing of people; they are described so that the whole schema is.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

select privacy.describe_table(format('nexus.%I', name)::regclass)
from unnest(array[
    'users', 'parent_profiles', 'student_profiles', 'coach_profiles', 'students', 'student_profile_data',
    'bilans', 'mail_logs', 'student_reports', 'generated_documents', 'student_badges', 'badges',
    'subscriptions', 'subscription_requests', 'credit_transactions', 'sessions',
    'CoachAvailability', 'SessionBooking', 'SessionNotification', 'SessionReminder',
    'notifications', 'messages', 'aria_conversations', 'aria_messages', 'memories',
    'user_documents', 'knowledge_assets', 'ingest_jobs', 'pedagogical_contents',
    'LegalPage', 'LegalVersion', 'product_pricing', 'pricing', 'credit_packs', 'credit_usage', 'payment_settings',
    'billing_policy', 'offer_bindings', 'cron_executions'
]) as name;

select privacy.describe_table('nexus.payments', '10 years', 'createdAt');
select privacy.describe_table('nexus.payment_records', '10 years', 'createdAt');
select privacy.describe_table('nexus.credit_wallets', '10 years', 'updatedAt');
select privacy.describe_table('nexus.credit_tx', '10 years', 'at');
select privacy.describe_table('nexus.audit_logs', '5 years', 'at');

select privacy.describe_person('nexus.user', 'nexus.users', 'id', on_erase => 'delete');

-- What is a person's, and goes or stays with the person.
select privacy.describe_link(relation::regclass, array[name], parent::regclass, '{id}', on_erase => on_erase)
from (values
    ('nexus.parent_profiles', 'userId', 'nexus.users', 'delete'),
    ('nexus.student_profiles', 'userId', 'nexus.users', 'delete'),
    ('nexus.coach_profiles', 'userId', 'nexus.users', 'delete'),
    ('nexus.students', 'userId', 'nexus.users', 'delete'),
    ('nexus.student_profile_data', 'studentId', 'nexus.students', 'delete'),
    ('nexus.bilans', 'studentId', 'nexus.students', 'delete'),
    ('nexus.mail_logs', 'bilanId', 'nexus.bilans', 'delete'),
    ('nexus.student_reports', 'studentId', 'nexus.students', 'delete'),
    ('nexus.generated_documents', 'studentId', 'nexus.students', 'delete'),
    ('nexus.student_badges', 'studentId', 'nexus.students', 'delete'),
    ('nexus.subscriptions', 'studentId', 'nexus.students', 'delete'),
    ('nexus.subscription_requests', 'studentId', 'nexus.students', 'delete'),
    ('nexus.credit_transactions', 'studentId', 'nexus.students', 'delete'),
    ('nexus.credit_transactions', 'sessionId', 'nexus."SessionBooking"', 'delete'),
    ('nexus.sessions', 'studentId', 'nexus.students', 'delete'),
    ('nexus."CoachAvailability"', 'coachId', 'nexus.users', 'delete'),
    ('nexus."SessionBooking"', 'studentId', 'nexus.users', 'delete'),
    ('nexus."SessionNotification"', 'sessionId', 'nexus."SessionBooking"', 'delete'),
    ('nexus."SessionNotification"', 'userId', 'nexus.users', 'delete'),
    ('nexus."SessionReminder"', 'sessionId', 'nexus."SessionBooking"', 'delete'),
    ('nexus.notifications', 'userId', 'nexus.users', 'delete'),
    ('nexus.messages', 'senderId', 'nexus.users', 'keep'),
    ('nexus.aria_conversations', 'studentId', 'nexus.students', 'delete'),
    ('nexus.aria_messages', 'conversationId', 'nexus.aria_conversations', 'delete'),
    ('nexus.memories', 'studentId', 'nexus.students', 'delete'),
    ('nexus.user_documents', 'ownerId', 'nexus.users', 'keep'),
    ('nexus.payments', 'userId', 'nexus.users', 'keep'),
    ('nexus.payment_records', 'userId', 'nexus.users', 'keep'),
    ('nexus.credit_wallets', 'userId', 'nexus.users', 'delete'),
    ('nexus.credit_tx', 'walletId', 'nexus.credit_wallets', 'keep'),
    ('platform.idempotency_keys', 'actor', 'nexus.users', 'delete')
) as belonging (relation, name, parent, on_erase);

-- What names a person, or is part of what outlives the person.
select privacy.describe_link(relation::regclass, array[name], parent::regclass, '{id}', on_erase => 'keep', belongs => false)
from (values
    ('nexus.students', 'parentId', 'nexus.parent_profiles'),
    ('nexus.student_badges', 'badgeId', 'nexus.badges'),
    ('nexus.sessions', 'coachId', 'nexus.coach_profiles'),
    ('nexus.student_reports', 'coachId', 'nexus.coach_profiles'),
    ('nexus."SessionBooking"', 'coachId', 'nexus.users'),
    ('nexus."SessionBooking"', 'parentId', 'nexus.users'),
    ('nexus.messages', 'receiverId', 'nexus.users'),
    ('nexus.mail_logs', 'userId', 'nexus.users'),
    ('nexus.subscription_requests', 'requestedBy', 'nexus.users'),
    ('nexus.subscription_requests', 'processedBy', 'nexus.users'),
    ('nexus.knowledge_assets', 'docId', 'nexus.user_documents'),
    ('nexus.ingest_jobs', 'docId', 'nexus.user_documents'),
    ('nexus.payment_records', 'packId', 'nexus.credit_packs'),
    ('nexus.credit_tx', 'packId', 'nexus.credit_packs'),
    ('nexus."LegalVersion"', 'pageId', 'nexus."LegalPage"'),
    ('nexus."LegalPage"', 'updatedBy', 'nexus.users'),
    ('nexus."LegalVersion"', 'editorId', 'nexus.users'),
    ('nexus.audit_logs', 'actor', 'nexus.users')
) as naming (relation, name, parent);

select privacy.describe_column(relation::regclass, name, 'none')
from (values
    ('nexus.users', '{role,createdAt,updatedAt}'::text[]),
    ('nexus.parent_profiles', '{id}'),
    ('nexus.student_profiles', '{id}'),
    ('nexus.coach_profiles', '{id,createdAt,updatedAt}'),
    ('nexus.students', '{id,createdAt,updatedAt}'),
    ('nexus.student_profile_data', '{id,lastUpdatedAt}'),
    ('nexus.bilans', '{id,createdAt,updatedAt}'),
    ('nexus.mail_logs', '{id,bilanId,variant,status,createdAt}'),
    ('nexus.student_reports', '{id,createdAt}'),
    ('nexus.generated_documents', '{id,createdAt}'),
    ('nexus.student_badges', '{id,badgeId}'),
    ('nexus.badges', '{id,name,description,category,icon,condition,createdAt}'),
    ('nexus.subscriptions', '{id,createdAt,updatedAt}'),
    ('nexus.subscription_requests', '{id,createdAt,updatedAt}'),
    ('nexus.credit_transactions', '{id,sessionId}'),
    ('nexus.sessions', '{id,createdAt,updatedAt}'),
    ('nexus."CoachAvailability"', '{id,createdAt,updatedAt}'),
    ('nexus."SessionBooking"', '{id,createdAt,updatedAt,reminderSent}'),
    ('nexus."SessionNotification"', '{id,sessionId,createdAt,updatedAt}'),
    ('nexus."SessionReminder"', '{id,sessionId,reminderType,scheduledFor,sent,sentAt,createdAt}'),
    ('nexus.notifications', '{id,userRole,createdAt,updatedAt}'),
    ('nexus.messages', '{id,createdAt}'),
    ('nexus.aria_conversations', '{id}'),
    ('nexus.aria_messages', '{id,conversationId,role}'),
    ('nexus.memories', '{id,kind,model,dimensions}'),
    ('nexus.user_documents', '{id,ownerRole,mime,status,createdAt,contentHash}'),
    ('nexus.knowledge_assets', '{id,docId,subject,level,tokens,embedding,createdAt,model,dimensions,contentHash}'),
    ('nexus.ingest_jobs', '{id,docId,status,step,progress,createdAt,updatedAt}'),
    ('nexus.pedagogical_contents', '{id,title,content,subject,grade,embedding,tags,createdAt,updatedAt}'),
    ('nexus.payments', '{id,updatedAt}'),
    ('nexus.payment_records', '{id,updatedAt}'),
    ('nexus.credit_wallets', '{id,updatedAt}'),
    ('nexus.credit_tx', '{id,walletId}'),
    ('nexus."LegalPage"',
     '{id,slug,title,contentMd,contentHtml,placeholders,version,contentHash,gitCommit,createdAt,updatedAt}'),
    ('nexus."LegalVersion"', '{id,pageId,slug,title,contentMd,contentHtml,version,contentHash,gitCommit,createdAt}'),
    ('nexus.audit_logs', '{id,action,at}'),
    ('nexus.product_pricing', '{id,itemType,itemKey,amount,currency,description,active,createdAt,updatedAt}'),
    ('nexus.pricing', '{id,service,variable,valeur,devise,updatedAt}'),
    ('nexus.credit_packs', '{id,credits,priceTnd,bonus,active,updatedAt}'),
    ('nexus.credit_usage', '{key,credits,updatedAt}'),
    ('nexus.payment_settings', '{id,allowCard,allowWire,allowCash,iban,cashNote,updatedAt}'),
    ('nexus.billing_policy', '{id,annualDepositPct,scheduleEndISO,updatedAt}'),
    ('nexus.offer_bindings', '{code,label,includeAria,refs,updatedAt}'),
    ('nexus.cron_executions', '{id,jobName,executionKey,status,startedAt,completedAt,createdAt,updatedAt}')
) as plain (relation, names)
cross join lateral unnest(names) as name;

select privacy.describe_column(relation::regclass, name, category, purpose, legal_basis, on_erase)
from (values
    -- Who it is.
    ('nexus.users', '{id}'::text[], 'identifier', 'to tell accounts apart', 'contract', 'keep'),
    ('nexus.users', '{firstName,lastName}', 'identity', 'to address people by their names', 'contract', 'delete'),
    ('nexus.users', '{password}', 'credential', 'to sign in', 'contract', 'delete'),
    ('nexus.parent_profiles', '{userId}', 'identifier', 'to know whose profile it is', 'contract', 'keep'),
    ('nexus.parent_profiles', '{address,city,country}', 'contact', 'to send invoices', 'contract', 'delete'),
    ('nexus.student_profiles', '{userId}', 'identifier', 'to know whose profile it is', 'contract', 'delete'),
    ('nexus.student_profiles', '{grade,school,birthDate}', 'identity', 'to teach what is due', 'contract', 'delete'),
    ('nexus.coach_profiles', '{userId}', 'identifier', 'to know whose profile it is', 'contract', 'keep'),
    ('nexus.coach_profiles', '{title,tag,description,philosophy,expertise,subjects,availableOnline,availableInPerson}',
     'content', 'to present the coach', 'contract', 'delete'),
    ('nexus.students', '{userId,parentId}', 'identifier', 'to know who learns and who pays', 'contract', 'keep'),
    ('nexus.students', '{grade,school,birthDate}', 'identity', 'to teach what is due', 'contract', 'delete'),
    ('nexus.students', '{credits,guaranteeEligible,guaranteeActivatedAt}', 'financial', 'to give what was bought',
     'contract', 'delete'),
    ('nexus.students', '{totalSessions,completedSessions,freemiumUsage}', 'behaviour', 'to count what was used', 'contract',
     'delete'),
    -- How the pupil learns.
    ('nexus.student_profile_data', '{studentId}', 'identifier', 'to know whose answers they are', 'contract', 'delete'),
    ('nexus.student_profile_data', '{pedagoRawAnswers,pedagoProfile,preAnalyzedData}', 'special',
     'to teach as the pupil learns', 'consent', 'delete'),
    ('nexus.bilans', '{studentId}', 'identifier', 'to know whose report it is', 'contract', 'delete'),
    ('nexus.bilans', '{subject,niveau,statut,qcmRaw,qcmScores,offers,generatedAt}', 'behaviour',
     'to advise pupil and parent', 'contract', 'delete'),
    ('nexus.bilans',
     '{pedagoRaw,pedagoProfile,preAnalyzedData,synthesis,pdfUrl,pdfBlob,reportText,summaryText}',
     'special', 'to advise pupil and parent', 'consent', 'delete'),
    ('nexus.mail_logs', '{userId}', 'identifier', 'to know who sent it', 'legitimate interests', 'keep'),
    ('nexus.mail_logs', '{messageId}', 'behaviour', 'to prove that it was sent', 'legitimate interests', 'delete'),
    ('nexus.student_reports', '{studentId,coachId}', 'identifier', 'to know who wrote of whom', 'contract', 'delete'),
    ('nexus.student_reports', '{title,content,period,sessionsCount,averageGrade,progressNotes,recommendations}', 'content',
     'to tell pupil and parent of the progress', 'contract', 'delete'),
    ('nexus.generated_documents', '{studentId}', 'identifier', 'to know for whom it was made', 'contract', 'delete'),
    ('nexus.generated_documents', '{title,description,url,subject}', 'content', 'to learn with', 'contract', 'delete'),
    ('nexus.student_badges', '{studentId,earnedAt}', 'behaviour', 'to reward', 'contract', 'delete'),
    -- What was bought and used.
    ('nexus.subscriptions', '{studentId}', 'identifier', 'to know who subscribed', 'contract', 'delete'),
    ('nexus.subscriptions', '{planName,monthlyPrice,creditsPerMonth,status,startDate,endDate,ariaSubjects,ariaCost}',
     'financial', 'to give what was bought', 'contract', 'delete'),
    ('nexus.subscription_requests', '{studentId}', 'identifier', 'to know for whom', 'contract', 'delete'),
    ('nexus.subscription_requests', '{requestedBy,processedBy}', 'identifier', 'to know who asked and who decided',
     'contract', 'keep'),
    ('nexus.subscription_requests', '{requestType,planName,monthlyPrice,status,processedAt}', 'financial',
     'to decide on the request', 'contract', 'delete'),
    ('nexus.credit_transactions', '{studentId}', 'identifier', 'to know whose credits they are', 'contract', 'delete'),
    ('nexus.credit_transactions', '{type,amount,description,expiresAt,createdAt}', 'financial', 'to count credits',
     'contract', 'delete'),
    ('nexus.sessions', '{studentId,coachId}', 'identifier', 'to know who taught whom', 'contract', 'delete'),
    ('nexus.sessions', '{type,subject,scheduledAt,duration,location,creditCost,status,reportedAt}', 'behaviour',
     'to hold the lesson', 'contract', 'delete'),
    ('nexus."CoachAvailability"', '{coachId}', 'identifier', 'to know whose time it is', 'contract', 'delete'),
    ('nexus."CoachAvailability"',
     '{dayOfWeek,startTime,endTime,specificDate,isAvailable,isRecurring,validFrom,validUntil}', 'behaviour',
     'to book lessons', 'contract', 'delete'),
    ('nexus."SessionBooking"', '{studentId,coachId}', 'identifier', 'to know who teaches whom', 'contract', 'keep'),
    ('nexus."SessionBooking"', '{parentId}', 'identifier', 'to know who booked', 'contract', 'delete'),
    ('nexus."SessionBooking"',
     '{subject,scheduledDate,startTime,endTime,duration,status,type,modality,meetingUrl,meetingId,location,creditsUsed,rating,studentAttended,coachAttended,completedAt,cancelledAt}',
     'behaviour', 'to hold the lesson', 'contract', 'delete'),
    ('nexus."SessionNotification"', '{userId,type,status,sentAt,readAt,method}', 'behaviour', 'to tell of lessons',
     'contract', 'delete'),
    ('nexus.notifications', '{userId,type,read}', 'behaviour', 'to tell of what is to be done', 'contract', 'delete'),
    ('nexus.messages', '{senderId,receiverId}', 'identifier', 'to deliver the message', 'contract', 'delete'),
    ('nexus.messages', '{fileUrl,readAt}', 'content', 'to deliver the message', 'contract', 'delete'),
    -- The assistant.
    ('nexus.aria_conversations', '{studentId,subject,title,createdAt,updatedAt}', 'content', 'to answer questions',
     'contract', 'delete'),
    ('nexus.aria_messages', '{feedback,createdAt}', 'behaviour', 'to answer better', 'legitimate interests', 'delete'),
    ('nexus.memories', '{studentId}', 'identifier', 'to know whom it is about', 'consent', 'delete'),
    ('nexus.memories', '{embedding,meta,createdAt,contentHash}', 'content', 'to answer with what is known', 'consent',
     'delete'),
    ('nexus.user_documents', '{ownerId}', 'identifier', 'to know who uploaded it', 'legitimate interests', 'delete'),
    ('nexus.user_documents', '{storageKey}', 'identifier', 'to find the file', 'legitimate interests', 'keep'),
    -- Accounts.
    ('nexus.payments', '{userId,externalId}', 'identifier', 'to know who paid', 'legal obligation', 'keep'),
    ('nexus.payments', '{type,amount,currency,status,method,createdAt}', 'financial', 'to keep accounts',
     'legal obligation', 'keep'),
    ('nexus.payment_records', '{userId,externalId}', 'identifier', 'to know who paid', 'legal obligation', 'keep'),
    ('nexus.payment_records', '{provider,packId,amountTnd,currency,status,createdAt}', 'financial', 'to keep accounts',
     'legal obligation', 'keep'),
    ('nexus.credit_wallets', '{userId}', 'identifier', 'to know whose wallet it is', 'legal obligation', 'keep'),
    ('nexus.credit_wallets', '{balance}', 'financial', 'to keep accounts', 'legal obligation', 'keep'),
    ('nexus.credit_tx', '{externalId}', 'identifier', 'to know the payment', 'legal obligation', 'keep'),
    ('nexus.credit_tx', '{delta,provider,packId,at}', 'financial', 'to keep accounts', 'legal obligation', 'keep')
) as personal (relation, names, category, purpose, legal_basis, on_erase)
cross join lateral unnest(names) as name;

-- What points at one person by itself.
select privacy.describe_column(
    'nexus.users', 'email', 'contact', 'to sign in and to be written to', 'contract', 'anonymise',
    replacement => 'erased-%@erased.invalid', identifies => true
);
select privacy.describe_column(
    'nexus.users', 'phone', 'contact', 'to be called', 'contract', 'delete', identifies => true
);
select privacy.describe_column(
    'nexus.coach_profiles', 'pseudonym', 'identity', 'to present the coach', 'contract', 'anonymise', replacement => 'erased-%'
);

-- Texts in which anybody may be mentioned.
select privacy.describe_column(relation::regclass, name, category, purpose, legal_basis, 'mask', mentions => true)
from (values
    ('nexus.mail_logs', '{recipients}'::text[], 'contact', 'to prove to whom it was sent', 'legitimate interests'),
    ('nexus.mail_logs', '{subject,error}', 'content', 'to prove what was sent', 'legitimate interests'),
    ('nexus.subscription_requests', '{requestedByEmail}', 'contact', 'to answer the request', 'contract'),
    ('nexus.subscription_requests', '{reason,rejectionReason}', 'content', 'to decide on the request', 'contract'),
    ('nexus.sessions', '{title,description,report}', 'content', 'to hold the lesson', 'contract'),
    ('nexus."SessionBooking"', '{title,description,coachNotes,studentNotes,feedback}', 'content', 'to hold the lesson',
     'contract'),
    ('nexus."SessionNotification"', '{title,message}', 'content', 'to tell of lessons', 'contract'),
    ('nexus.notifications', '{title,message,data}', 'content', 'to tell of what is to be done', 'contract'),
    ('nexus.messages', '{content,fileName}', 'content', 'to deliver the message', 'contract'),
    ('nexus.aria_messages', '{content}', 'content', 'to answer questions', 'contract'),
    ('nexus.memories', '{content}', 'content', 'to answer with what is known', 'consent'),
    ('nexus.user_documents', '{originalName,meta}', 'content', 'to find the document', 'legitimate interests'),
    ('nexus.knowledge_assets', '{chunk,meta}', 'content', 'to find what was asked for', 'legitimate interests'),
    ('nexus.ingest_jobs', '{error}', 'content', 'to mend what failed', 'legitimate interests'),
    ('nexus.payments', '{description,metadata}', 'financial', 'to keep accounts', 'legal obligation'),
    ('nexus.credit_tx', '{reason}', 'financial', 'to keep accounts', 'legal obligation'),
    ('nexus.audit_logs', '{diff}', 'content', 'to prove what was done', 'legal obligation'),
    ('nexus.cron_executions', '{error,metadata}', 'content', 'to mend what failed', 'legitimate interests')
) as texts (relation, names, category, purpose, legal_basis)
cross join lateral unnest(names) as name;

-- Ids without a foreign key, in which older rows may hold an address instead.
select privacy.describe_column(
    relation::regclass, name, 'identifier', 'to know who did it', 'legitimate interests', 'keep', mentions => true
)
from (values
    ('nexus."LegalPage"', 'updatedBy'),
    ('nexus."LegalVersion"', 'editorId'),
    ('nexus.audit_logs', 'actor')
) as soft (relation, name);
