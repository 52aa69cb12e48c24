"""What a migration would do to a running system, found before it runs."""
