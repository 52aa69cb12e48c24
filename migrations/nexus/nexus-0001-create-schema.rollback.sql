-- Without cascade: a table or a vector column that is still there stops the rollback.

drop extension vector;

drop schema nexus;
