-- depends: shop-0015-add-idx-leads-created-at
-- transactional: false
--
-- Everything one person wrote.
--
-- Share update exclusive on leads: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then migrate
-- again.

create index concurrently idx_leads_email
    on shop.leads (email);
