-- depends: nexus-0038-add-notifications-userid-read-idx
-- transactional: false
--
-- The notices for one role.
--
-- SHARE UPDATE EXCLUSIVE on notifications: reads and writes go on, the build waits for older transactions.
-- Rewrites nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run
-- drops it and builds it again.

create index concurrently "notifications_userRole_idx"
    on nexus.notifications ("userRole");
