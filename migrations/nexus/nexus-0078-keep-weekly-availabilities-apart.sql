-- depends: nexus-0077-keep-bookings-of-pupils-apart
--
-- Two weekly availabilities of a coach do not overlap: neither on one weekday at one time while both are valid.
-- What offers time and what blocks it are two kinds: a block lies inside what it blocks. Half-open in both
-- respects, so that one may follow another in the day and over the weeks.
--
-- An exclusion constraint cannot be built concurrently, nor arrive NOT VALID: ACCESS EXCLUSIVE on
-- "CoachAvailability" while the index is built and every row of it looked up. The table holds a few rows for each
-- coach. Rewrites nothing, loses nothing.

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
              tstzrange(a."validFrom", a."validUntil") && tstzrange(b."validFrom", b."validUntil")')
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
        raise exception 'some weekly availabilities overlap; nothing was changed:%', report
            using errcode = '23P01',
                  hint = 'End or remove one of each pair, then migrate again.';
    end if;
end
$$;

alter table nexus."CoachAvailability"
    add constraint "CoachAvailability_weekly_no_overlap_excl" exclude using gist (
        "coachId" with =,
        "isAvailable" with =,
        "dayOfWeek" with =,
        int4range(nexus.minute_of_day("startTime"), nexus.minute_of_day("endTime")) with &&,
        tstzrange("validFrom", "validUntil") with &&
    ) where ("specificDate" is null);
