drop table nexus.student_badges;

drop table nexus.badges;

drop table nexus.sessions;

drop table nexus.subscription_requests;

drop table nexus.subscriptions;
