-- Without cascade: whatever somebody else put into these schemas stops the rollback instead of vanishing.

drop schema extensions;

drop schema platform;
