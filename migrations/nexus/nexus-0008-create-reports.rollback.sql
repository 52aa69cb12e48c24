drop table nexus.mail_logs;

drop table nexus.generated_documents;

drop table nexus.student_reports;

drop table nexus.student_profile_data;

drop table nexus.bilans;
