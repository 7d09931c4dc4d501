-- The tables of ``vifacts query`` over the records (duck.py reads them with read_json into the view "record").
CREATE TEMP MACRO named(entities, ref) AS list_filter(entities, lambda x: x.id = ref)[1];
CREATE TEMP MACRO words_at(body, span) AS substr(body, span[1] + 1, span[2] - span[1]);
CREATE TEMP VIEW article AS SELECT article.*, extractor FROM record;
CREATE TEMP VIEW entity AS
    SELECT article, e.id, e.kind, e.name, len(e.mentions) AS mentions, e.place, e.unit, e.number, e.issuer, e.date
    FROM (SELECT article.id AS article, unnest(entities) AS e FROM record);
CREATE TEMP VIEW mention AS
    SELECT article, entity, kind, name, m[1] AS span_start, m[2] AS span_end, words_at(body, m) AS words
    FROM (
        SELECT article, body, e.id AS entity, e.kind, e.name, unnest(e.mentions) AS m
        FROM (SELECT article.id AS article, article.text AS body, unnest(entities) AS e FROM record)
    );
CREATE TEMP VIEW role AS
    SELECT article, outlet, published, named(entities, r.person).name AS person, r.text, r.title, r.organization,
        named(entities, r.scope).name AS scope, r.former, r.acting, r.start AS since, r."end" AS until,
        r.span[1] AS span_start, r.span[2] AS span_end, r.confidence, words_at(body, r.span) AS words,
        r.person AS person_id, r.scope AS scope_id
    FROM (
        SELECT article.id AS article, article.outlet, article.published, article.text AS body, entities, unnest(roles) AS r FROM record
    );
CREATE TEMP VIEW figure AS
    SELECT article, outlet, published, f.id, f.text, f.value, f.value_max, f."of" AS out_of, f.comparator, f.kind, f.unit, f.subject,
        f.indicator, f.holder AS holder_id, named(entities, f.holder).name AS holder, named(entities, f.holder).kind AS holder_kind,
        f.time.value AS time, f.time.start AS time_start, f.time."end" AS time_end, f.sense, f.target, f.part_of, f.compared_with,
        f.confidence, f.span[1] AS span_start, f.span[2] AS span_end, words_at(body, f.sentence) AS words
    FROM (
        SELECT article.id AS article, article.outlet, article.published, article.text AS body, entities, unnest(figures) AS f FROM record
    );
CREATE TEMP VIEW statement AS
    SELECT article, outlet, published, named(entities, s.speaker).name AS speaker, s.kind, s.span[1] AS span_start,
        s.span[2] AS span_end, words_at(body, s.span) AS words, s.speaker AS speaker_id
    FROM (
        SELECT article.id AS article, article.outlet, article.published, article.text AS body, entities, unnest(statements) AS s FROM record
    );
CREATE TEMP VIEW finding AS
    SELECT article, outlet, published, f.code, f.severity, f.figures, f.message
    FROM (SELECT article.id AS article, article.outlet, article.published, unnest(findings) AS f FROM record);
