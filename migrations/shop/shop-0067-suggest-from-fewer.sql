-- depends: shop-0066-time-out-whole-orders
--
-- What is nearly so is sorted among the first two hundred that are found. A word that stands in an eighth of a hundred
-- thousand names, misspelt, made the server compare and sort all of them; nobody reads more than ten.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

create or replace function shop.autocomplete(
    typed text,
    how_many integer default 10,
    out id uuid,
    out slug text,
    out name text
)
    returns setof record
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    beginning constant text := lower(left(ltrim(typed), 100));
    -- What % and _ and \ mean to LIKE, they do not mean to people.
    pattern constant text := '% ' || regexp_replace(beginning, '([\\%_])', '\\\1', 'g') || '%';
    most constant integer := least(greatest(how_many, 0), 50);
    suggested uuid[] := '{}';
begin
    if beginning = '' or beginning is null then
        return;
    end if;
    for id, slug, name in
        select p.id, p.slug, p.name
        from shop.products as p
        where lower(p.name) ~>=~ beginning and lower(p.name) ~<~ (beginning || chr(1114111))
          and p.deleted_at is null and p.active and p.status in ('published', 'active')
        order by lower(p.name) using ~<~
        limit most
    loop
        suggested := suggested || id;
        return next;
    end loop;
    if cardinality(suggested) >= most or length(beginning) < 2 then
        return;
    end if;
    for id, slug, name in
        select p.id, p.slug, p.name
        from shop.products as p
        where p.name ilike pattern
          and p.deleted_at is null and p.active and p.status in ('published', 'active')
          and p.id <> all (suggested)
        limit most - cardinality(suggested)
    loop
        suggested := suggested || id;
        return next;
    end loop;
    if cardinality(suggested) > 0 or length(beginning) < 4 then
        return;
    end if;
    return query
        select near.id, near.slug, near.name
        from (
            select p.id, p.slug::text, p.name::text
            from shop.products as p
            where p.name operator(extensions.%>) beginning
              and p.deleted_at is null and p.active and p.status in ('published', 'active')
            limit 200
        ) as near
        order by extensions.word_similarity(beginning, near.name) desc, 3
        limit most;
end
$$;
