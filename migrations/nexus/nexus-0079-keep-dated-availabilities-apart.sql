-- depends: nexus-0078-keep-weekly-availabilities-apart
--
-- Two availabilities of a coach for one date do not overlap either, however the date was written: what is
-- compared is the time they occupy.
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
        raise exception 'some availabilities for a date overlap; nothing was changed:%', report
            using errcode = '23P01',
                  hint = 'Remove one of each pair, then migrate again.';
    end if;
end
$$;

alter table nexus."CoachAvailability"
    add constraint "CoachAvailability_date_no_overlap_excl" exclude using gist (
        "coachId" with =,
        "isAvailable" with =,
        nexus.slot("specificDate", "startTime", "endTime") with &&
    ) where ("specificDate" is not null);
