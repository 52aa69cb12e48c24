-- Without cascade: a column that still uses the extension stops the rollback.

drop extension hstore;
