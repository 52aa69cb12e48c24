-- What yoyo's tables cannot say: the text that was applied, and how far an interrupted migration came.
-- It stands beside yoyo's tables. A row whose "direction" is set belongs to a migration that is under way.
create table if not exists _pgassay_ledger (
    migration_hash varchar(64) constraint _pgassay_ledger_pkey primary key,
    migration_id varchar(255) not null,
    checksum varchar(64) not null,
    rollback_checksum varchar(64) not null,
    direction text constraint _pgassay_ledger_direction_is_known check (direction in ('apply', 'rollback')),
    statements_done integer not null default 0
        constraint _pgassay_ledger_statements_done_is_not_negative check (statements_done >= 0),
    done_checksum varchar(64) not null default '',
    milliseconds integer,
    recorded_at timestamptz not null default now()
);
comment on table _pgassay_ledger is
    'Checksums of applied migrations, and the progress of those that do not run in one transaction.';
