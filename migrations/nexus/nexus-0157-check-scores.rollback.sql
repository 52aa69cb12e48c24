set local role nexus_owner;

alter table nexus.bilans
    drop constraint "bilans_generated_is_scored",
    drop constraint "bilans_qcmScores_add_up";

drop function nexus.scores_add_up(jsonb);
