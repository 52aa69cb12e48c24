drop index concurrently shop.leads_email_fingerprint_key;
