-- depends: nexus-0157-check-scores
-- transactional: false
--
-- SHARE UPDATE EXCLUSIVE on the table while it is scanned: reads and writes go on. Rewrites nothing, loses nothing.

alter table nexus.bilans
    validate constraint "bilans_qcmScores_add_up";

alter table nexus.bilans
    validate constraint "bilans_generated_is_scored";
