"""What migrations really lock, rewrite and scan: measured on a server, beside what the linter predicts."""
