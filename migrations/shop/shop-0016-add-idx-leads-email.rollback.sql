drop index concurrently shop.idx_leads_email;
