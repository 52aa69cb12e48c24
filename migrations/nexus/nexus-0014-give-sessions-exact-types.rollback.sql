alter table nexus.sessions
    alter column "creditCost" type double precision,
    alter column "scheduledAt" type timestamp(3) using "scheduledAt" at time zone 'UTC',
    alter column "reportedAt" type timestamp(3) using "reportedAt" at time zone 'UTC',
    alter column "createdAt" drop default,
    alter column "createdAt" type timestamp(3) using "createdAt" at time zone 'UTC',
    alter column "createdAt" set default now(),
    alter column "updatedAt" drop default,
    alter column "updatedAt" type timestamp(3) using "updatedAt" at time zone 'UTC',
    alter column "updatedAt" set default now();
