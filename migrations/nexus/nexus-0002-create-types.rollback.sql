drop type nexus."CronExecutionStatus";

drop type nexus."ReminderType";

drop type nexus."NotificationMethod";

drop type nexus."NotificationStatus";

drop type nexus."NotificationType";

drop type nexus."SessionModality";

drop type nexus."SessionType";

drop type nexus."MemoryKind";

drop type nexus."PaymentStatus";

drop type nexus."PaymentType";

drop type nexus."SessionStatus";

drop type nexus."Subject";

drop type nexus."ServiceType";

drop type nexus."SubscriptionStatus";

drop type nexus."UserRole";
