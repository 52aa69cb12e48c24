-- depends: nexus-0031-add-user-documents-ownerid-idx
-- transactional: false
--
-- The people in one role, as when every assistant is to be told something.
--
-- SHARE UPDATE EXCLUSIVE on users: reads and writes go on, the build waits for older transactions. Rewrites
-- nothing, loses nothing. If it is interrupted, an invalid index of this name remains, and the next run drops it
-- and builds it again.

create index concurrently users_role_idx
    on nexus.users (role);
