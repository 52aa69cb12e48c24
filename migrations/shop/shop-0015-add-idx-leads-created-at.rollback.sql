drop index concurrently shop.idx_leads_created_at;
