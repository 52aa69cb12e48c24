-- NOT VALID again: there is no statement that forgets a validation, so each check is replaced.

alter table nexus.bilans
    drop constraint "bilans_generated_is_scored",
    add constraint "bilans_generated_is_scored" check ("generatedAt" is null or "qcmScores" <> '{}') not valid,
    drop constraint "bilans_qcmScores_add_up",
    add constraint "bilans_qcmScores_add_up" check (nexus.scores_add_up("qcmScores") is true) not valid;
