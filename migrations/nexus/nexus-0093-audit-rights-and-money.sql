-- depends: nexus-0092-classify-personal-data
--
-- What somebody may later ask about is written to the audit log: who may do what (accounts, profiles, documents), money
-- and credits (payments, wallets, both journals, subscriptions and what is asked for them, prices and packs), and what
-- is said of a pupil (reports). Who books what has its own history; conversations and notices are not watched.
--
-- The log is never changed; so what says of anybody who it is, or is free text, is masked, and large values are left
-- out: that a report was changed is logged, what it says is not.
--
-- Share row exclusive on each of these tables for an instant; rewrites nothing, loses nothing.

set local role nexus_owner;

select audit.watch(
    'nexus.users', ignored_columns => '{updatedAt}', masked_columns => '{email,password,firstName,lastName,phone}'
);
select audit.watch('nexus.parent_profiles', masked_columns => '{address,city,country}');
select audit.watch('nexus.student_profiles', masked_columns => '{grade,school,birthDate}');
select audit.watch(
    'nexus.students', ignored_columns => '{updatedAt,freemiumUsage}', masked_columns => '{grade,school,birthDate}'
);
select audit.watch(
    'nexus.coach_profiles', ignored_columns => '{updatedAt}',
    masked_columns => '{title,pseudonym,tag,description,philosophy,expertise}'
);
select audit.watch('nexus.user_documents', masked_columns => '{originalName,meta}');

select audit.watch(
    'nexus.payments', ignored_columns => '{updatedAt}', masked_columns => '{description,metadata}'
);
select audit.watch('nexus.payment_records', ignored_columns => '{updatedAt}');
select audit.watch('nexus.credit_wallets', ignored_columns => '{updatedAt}');
select audit.watch('nexus.credit_tx', masked_columns => '{reason}');
select audit.watch('nexus.credit_transactions', masked_columns => '{description}');
select audit.watch('nexus.subscriptions', ignored_columns => '{updatedAt}');
select audit.watch(
    'nexus.subscription_requests', ignored_columns => '{updatedAt}',
    masked_columns => '{requestedBy,requestedByEmail,processedBy,reason,rejectionReason}'
);
select audit.watch('nexus.product_pricing', ignored_columns => '{updatedAt}');
select audit.watch('nexus.pricing', ignored_columns => '{updatedAt}');
select audit.watch('nexus.credit_packs', ignored_columns => '{updatedAt}');
select audit.watch('nexus.credit_usage', ignored_columns => '{updatedAt}');
select audit.watch('nexus.payment_settings', ignored_columns => '{updatedAt}', masked_columns => '{iban,cashNote}');
select audit.watch('nexus.billing_policy', ignored_columns => '{updatedAt}');
select audit.watch('nexus.offer_bindings', ignored_columns => '{updatedAt}');

select audit.watch(
    'nexus.student_reports', masked_columns => '{title,content,progressNotes,recommendations}'
);
select audit.watch(
    'nexus.bilans', ignored_columns => '{updatedAt,pdfBlob}',
    masked_columns => '{qcmRaw,pedagoRaw,qcmScores,pedagoProfile,preAnalyzedData,synthesis,offers,pdfUrl,reportText,summaryText}'
);
