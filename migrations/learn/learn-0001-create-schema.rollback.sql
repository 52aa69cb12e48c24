-- Without cascade: whatever somebody else put into the schema stops the rollback instead of vanishing.

drop table learn.errors;

drop schema learn;
