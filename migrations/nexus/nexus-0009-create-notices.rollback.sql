drop table nexus.messages;

drop table nexus.notifications;
