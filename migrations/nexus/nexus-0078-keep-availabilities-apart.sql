-- depends: nexus-0077-keep-bookings-apart
-- transactional: false
--
-- Two weekly availabilities of a coach do not overlap: neither on one weekday at one time while both are valid. Nor do
-- two for one date, however the date was written: what is compared is the time they occupy. What offers time and what
-- blocks it are two kinds: a block lies inside what it blocks. Half-open in all respects, so that one may follow
-- another in the day and over the weeks.
--
-- Overlapping pairs are looked for first; if there are any, the migration counts them, prints the query that lists them
-- and refuses. Then the table is copied as "SessionBooking" was by the migration before, with the same locks on it and
-- on users. Loses nothing. The rollback drops the constraints.

do $$
declare
    tried record;
    found bigint;
    report text := '';
begin
    for tried in
        select * from (values
            ('pairs of weekly availabilities that overlap',
             'select a.id, b.id as overlapped, a."coachId" from nexus."CoachAvailability" as a join
              nexus."CoachAvailability" as b on b.id > a.id and b."coachId" = a."coachId" and b."isAvailable" =
              a."isAvailable" and b."dayOfWeek" = a."dayOfWeek" where a."specificDate" is null and b."specificDate" is
              null and int4range(nexus.minute_of_day(a."startTime"), nexus.minute_of_day(a."endTime")) &&
              int4range(nexus.minute_of_day(b."startTime"), nexus.minute_of_day(b."endTime")) and
              tstzrange(a."validFrom", a."validUntil") && tstzrange(b."validFrom", b."validUntil")'),
            ('pairs of availabilities for a date that overlap',
             'select a.id, b.id as overlapped, a."coachId" from nexus."CoachAvailability" as a join
              nexus."CoachAvailability" as b on b.id > a.id and b."coachId" = a."coachId" and b."isAvailable" =
              a."isAvailable" where nexus.slot(a."specificDate", a."startTime", a."endTime") &&
              nexus.slot(b."specificDate", b."startTime", b."endTime")')
        ) as listed (what, query)
    loop
        execute 'select count(*) from (' || tried.query || ') as faulty' into found;
        if found > 0 then
            report := report || format(
                E'\n%s: %s\n    %s;', tried.what, found,
                regexp_replace(tried.query, '\s+', ' ', 'g'));
        end if;
    end loop;
    if report <> '' then
        raise exception 'some availabilities overlap; nothing was changed:%', report
            using errcode = '23P01',
                  hint = 'End or remove one of each pair, then migrate again.';
    end if;
end
$$;

create table nexus."CoachAvailability_copy" (like nexus."CoachAvailability" including all);

-- pgassay: allow unique because the copy is empty, and nobody uses it.
alter table nexus."CoachAvailability_copy"
    add constraint "CoachAvailability_weekly_no_overlap_excl" exclude using gist (
        "coachId" with =,
        "isAvailable" with =,
        "dayOfWeek" with =,
        int4range(nexus.minute_of_day("startTime"), nexus.minute_of_day("endTime")) with &&,
        tstzrange("validFrom", "validUntil") with &&
    ) where ("specificDate" is null),
    add constraint "CoachAvailability_date_no_overlap_excl" exclude using gist (
        "coachId" with =,
        "isAvailable" with =,
        nexus.slot("specificDate", "startTime", "endTime") with &&
    ) where ("specificDate" is not null);

create trigger copy_change
    after insert or update or delete on nexus."CoachAvailability"
    for each row execute function nexus.copy_change('nexus."CoachAvailability_copy"');

call nexus.copy_rows('nexus."CoachAvailability"', 'nexus."CoachAvailability_copy"', 200);

alter table nexus."CoachAvailability_copy"
    add constraint "CoachAvailability_coachId_fkey" foreign key ("coachId")
        references nexus.users (id) on delete cascade on update cascade not valid;

alter table nexus."CoachAvailability_copy"
    validate constraint "CoachAvailability_coachId_fkey";

vacuum (analyze) nexus."CoachAvailability_copy";

do $$
begin
    lock table nexus.users, nexus."CoachAvailability", nexus."CoachAvailability_copy" in access exclusive mode;
    perform nexus.copy_privileges('nexus."CoachAvailability"', 'nexus."CoachAvailability_copy"');
    drop table nexus."CoachAvailability";

    alter table nexus."CoachAvailability_copy" rename to "CoachAvailability";
    alter index nexus."CoachAvailability_copy_pkey" rename to "CoachAvailability_pkey";
    alter index nexus."CoachAvailability_copy_coachId_dayOfWeek_idx"
        rename to "CoachAvailability_coachId_dayOfWeek_idx";
    alter index nexus."CoachAvailability_copy_coachId_specificDate_idx"
        rename to "CoachAvailability_coachId_specificDate_idx";
    alter index nexus."CoachAvailability_copy_coachId_dayOfWeek_startTime_endTime__idx"
        rename to "CoachAvailability_times_key";
    comment on table nexus."CoachAvailability" is
        'When a coach can teach: weekly, or on one date, which then overrides the week. A row that is not available '
        'blocks.';
    create trigger "set_updatedAt"
        before update on nexus."CoachAvailability"
        for each row execute function platform."set_updatedAt"();
end
$$;
