-- depends: shop-0052-add-products-name-prefix-idx
--
-- The search and what is suggested while somebody types. They run with their owner's privileges and say themselves what may
-- be seen: under row security an index is not used for operators that are not leakproof, and @@ and ILIKE are not.
--
-- The search finds words; where it finds none, it takes what was typed for a misspelt name and goes by trigrams. Suggestions
-- come in three steps, each only if the one before found too little: names that begin so, names with a word that begins so,
-- and names that are nearly so.
--
-- Locks nothing that exists, rewrites nothing, loses nothing.

set local role shop_owner;

create function shop.search_products(
    query text,
    how_many integer default 20,
    skip integer default 0,
    out id uuid,
    out slug text,
    out name text,
    out short_description text,
    out price numeric,
    out currency text,
    out rank real
)
    returns setof record
    language plpgsql
    stable
    security definer
    set search_path = ''
as $$
declare
    asked constant tsquery := websearch_to_tsquery('shop.search'::regconfig, left(query, 200));
    most constant integer := least(greatest(how_many, 0), 100);
begin
    return query
        select p.id, p.slug::text, p.name::text, p.short_description, p.price, p.currency::text,
               ts_rank_cd(shop.search_document(p.name, p.short_description, p.description), asked)
                   + extensions.similarity(p.name, search_products.query)
        from shop.products as p
        where shop.search_document(p.name, p.short_description, p.description) @@ asked
          and p.deleted_at is null and p.active and p.status in ('published', 'active')
        order by 7 desc, 3, 1
        limit most offset greatest(skip, 0);
    if found or skip > 0 then
        return;
    end if;
    return query
        select p.id, p.slug::text, p.name::text, p.short_description, p.price, p.currency::text,
               extensions.word_similarity(left(search_products.query, 200), p.name)
        from shop.products as p
        where p.name operator(extensions.%>) left(search_products.query, 200)
          and p.deleted_at is null and p.active and p.status in ('published', 'active')
        order by 7 desc, 3, 1
        limit most;
end
$$;

comment on function shop.search_products(text, integer, integer) is
    'Products that may be seen, by words as in a search engine (quotes, or, -), the best first; by likeness of the name when '
    'no words are found. At most 100 at a time.';

create function shop.autocomplete(
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
        select p.id, p.slug::text, p.name::text
        from shop.products as p
        where p.name operator(extensions.%>) beginning
          and p.deleted_at is null and p.active and p.status in ('published', 'active')
        order by extensions.word_similarity(beginning, p.name) desc, 3
        limit most;
end
$$;

comment on function shop.autocomplete(text, integer) is
    'Names of products that may be seen, for what somebody has typed so far: those that begin so, then those with a word that '
    'begins so, and if there is none, those that are nearly so. At most 50.';

grant execute on function shop.search_products(text, integer, integer), shop.autocomplete(text, integer)
    to shop_app, shop_user, shop_readonly;
