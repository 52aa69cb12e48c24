-- depends: shop-0014-add-idx-order-items-product-id
-- transactional: false
--
-- The administrator's list of leads, newest first.
--
-- Share update exclusive on leads: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains: drop it, then migrate
-- again.

create index concurrently idx_leads_created_at
    on shop.leads (created_at desc);
