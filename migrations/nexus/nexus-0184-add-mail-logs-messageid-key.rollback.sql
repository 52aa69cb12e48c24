drop index concurrently nexus."mail_logs_messageId_key";
