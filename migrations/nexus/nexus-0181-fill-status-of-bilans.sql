-- depends: nexus-0180-prepare-bilans
-- transactional: false
-- loses: nexus.bilans.status, nexus.bilans.sentAt, nexus.bilans.updatedAt (the rollback keeps what was filled in)
-- loses: audit.log (what was filled in is logged, and the log only grows)
--
-- Says of the assessments from before how far they are.
--
-- Row locks on a thousand rows at a time. Every row that is further than DRAFT is written once more; autovacuum takes the old
-- versions away. If it is interrupted, it goes on where it was.

call nexus.fill_bilan_status(1000);
