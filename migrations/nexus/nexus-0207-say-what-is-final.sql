-- depends: nexus-0206-refuse-a-retry-in-words
--
-- Who wanted to change a booking that is over was told that it goes from COMPLETED to nothing, and who wanted back a version
-- of a page that is not there, that it has the versions 1 to nothing: format() reads NULL as an empty text, and is never NULL
-- itself. The first is told now that this is final, the second that there is no such page.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role nexus_owner;

create or replace function nexus.take_session(
    session_id text,
    new_status nexus."SessionStatus",
    new_day date default null
)
returns nexus."SessionBooking"
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    actor constant text := nexus.require_role('ADMIN', 'ASSISTANTE', 'COACH', 'PARENT', 'ELEVE');
    acting constant nexus."UserRole" := (select u.role from nexus.users as u where u.id = actor);
    booking nexus."SessionBooking";
    old_day date;
    way nexus.session_transitions;
    ways text;
begin
    select b.* into booking
    from nexus."SessionBooking" as b
    where b.id = session_id
      and (
          acting in ('ADMIN', 'ASSISTANTE')
          or actor in (b."studentId", b."coachId")
          or acting = 'PARENT' and exists (
              select
              from nexus.students as s
              join nexus.parent_profiles as p on p.id = s."parentId"
              where s."userId" = b."studentId" and p."userId" = actor
          )
      );
    if not found then
        raise exception 'there is no booking % of the actor''s', quote_nullable(session_id)
            using errcode = 'NXB05',
                  hint = 'Pupils, parents and coaches have their own bookings, ASSISTANTE and ADMIN all.';
    end if;
    if new_status in ('CANCELLED', 'RESCHEDULED', 'CONFIRMED', 'IN_PROGRESS') then
        perform from nexus.students as s where s."userId" = booking."studentId" for no key update;
    end if;
    -- What stays in its slot is written into the exclusion constraints anew, as a new booking is.
    if new_status in ('RESCHEDULED', 'CONFIRMED', 'IN_PROGRESS') then
        old_day := (booking."scheduledDate" at time zone nexus.time_zone())::date;
        perform nexus.lock_coach_day(booking."coachId", least(old_day, new_day));
        perform nexus.lock_coach_day(booking."coachId", greatest(old_day, new_day));
    end if;
    select b.* into booking from nexus."SessionBooking" as b where b.id = session_id for no key update;
    if not found then
        raise exception 'there is no booking % of the actor''s', quote_nullable(session_id)
            using errcode = 'NXB05',
                  hint = 'It was deleted in this moment.';
    end if;
    select t.* into way
    from nexus.session_transitions as t
    where t."oldStatus" = booking.status and t."newStatus" = new_status;
    if not found then
        select string_agg(t."newStatus"::text, ', ' order by t."newStatus") into ways
        from nexus.session_transitions as t
        where t."oldStatus" = booking.status;
        raise exception 'booking % is % and cannot become %', session_id, booking.status, new_status
            using errcode = 'NXB06',
                  hint = case
                      when ways is null then format('%s is final.', booking.status)
                      else format('From %s it goes to %s.', booking.status, ways)
                  end;
    end if;
    if acting <> all (way.roles) then
        raise exception 'only % may do this, and the actor is %',
            regexp_replace(array_to_string(way.roles, ', '), ', ([A-Z]+)$', ' or \1'), acting
            using errcode = 'NX002',
                  hint = 'Let somebody do it who has the role.';
    end if;
    return booking;
end
$$;

create or replace function nexus.restore_legal_page(page_slug text, old_version integer) returns nexus."LegalPage"
    language plpgsql
    volatile
    security definer
    set search_path = ''
as $$
declare
    editor constant text := nexus.require_role('ADMIN');
    page nexus."LegalPage";
    kept nexus."LegalVersion";
begin
    select * into page from nexus."LegalPage" as p where p.slug = page_slug for update;
    select * into kept from nexus."LegalVersion" as v where v."pageId" = page.id and v.version = old_version;
    if kept.id is null then
        raise exception 'legal page % has no version %', quote_nullable(page_slug), coalesce(old_version::text, 'NULL')
            using errcode = 'NXL02',
                  hint = case
                      when page.id is null then 'There is no such page.'
                      else format('It has versions 1 to %s.', page.version)
                  end;
    end if;
    update nexus."LegalPage" as p
    set title = kept.title, "contentMd" = kept."contentMd", "contentHtml" = kept."contentHtml",
        "gitCommit" = kept."gitCommit", "updatedBy" = editor
    where p.id = page.id
    returning * into page;
    return page;
end
$$;
