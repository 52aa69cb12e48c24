alter table nexus."SessionBooking"
    alter column "creditsUsed" drop default,
    alter column "creditsUsed" type double precision,
    alter column "creditsUsed" set default 1,
    alter column "scheduledDate" type timestamp(3) using "scheduledDate" at time zone 'UTC',
    alter column "createdAt" drop default,
    alter column "createdAt" type timestamp(3) using "createdAt" at time zone 'UTC',
    alter column "createdAt" set default now(),
    alter column "updatedAt" drop default,
    alter column "updatedAt" type timestamp(3) using "updatedAt" at time zone 'UTC',
    alter column "updatedAt" set default now(),
    alter column "completedAt" type timestamp(3) using "completedAt" at time zone 'UTC',
    alter column "cancelledAt" type timestamp(3) using "cancelledAt" at time zone 'UTC';
