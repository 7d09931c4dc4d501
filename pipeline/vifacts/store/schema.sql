-- The index of a dataset (index.py); a change of it needs a new VERSION there. Tables and columns are described in docs/dataset.md.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE shard (name TEXT PRIMARY KEY, size INTEGER, changed INTEGER, sha256 TEXT, lines INTEGER, bad INTEGER) WITHOUT ROWID;
CREATE TABLE line (
    shard TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, digest BLOB NOT NULL, article TEXT NOT NULL,
    PRIMARY KEY (shard, offset)
) WITHOUT ROWID;

CREATE TABLE unit (
    id INTEGER PRIMARY KEY, level TEXT NOT NULL, code TEXT NOT NULL, vintage TEXT NOT NULL, name TEXT NOT NULL,
    bare TEXT NOT NULL, parent INTEGER REFERENCES unit (id)
);
CREATE TABLE unit_now (unit INTEGER NOT NULL REFERENCES unit (id), now INTEGER NOT NULL REFERENCES unit (id), PRIMARY KEY (unit, now)) WITHOUT ROWID;

CREATE TABLE article (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, outlet TEXT, url TEXT, title TEXT, author TEXT, published TEXT, day INTEGER,
    modified TEXT, section TEXT, copy_of INTEGER REFERENCES article (id), digest BLOB NOT NULL, tags TEXT, reader TEXT, source TEXT,
    text TEXT NOT NULL, blocks TEXT -- long ones last: what stands behind them in a row is read by way of all their pages
);
CREATE TABLE entity (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL,
    unit INTEGER REFERENCES unit (id), family INTEGER NOT NULL, apart INTEGER NOT NULL, number TEXT, date TEXT,
    articles INTEGER NOT NULL DEFAULT 0, mentions INTEGER NOT NULL DEFAULT 0, figures INTEGER NOT NULL DEFAULT 0,
    roles INTEGER NOT NULL DEFAULT 0, first TEXT, last TEXT
);
CREATE TABLE article_entity (
    article INTEGER NOT NULL REFERENCES article (id), local TEXT NOT NULL, entity INTEGER NOT NULL REFERENCES entity (id),
    name TEXT NOT NULL, seed TEXT NOT NULL, cluster TEXT NOT NULL, number TEXT, date TEXT, PRIMARY KEY (article, local)
) WITHOUT ROWID;
CREATE TABLE person_key (article INTEGER NOT NULL, local TEXT NOT NULL, name INTEGER NOT NULL, key INTEGER NOT NULL);
CREATE TABLE mention (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article (id), local TEXT NOT NULL, entity INTEGER NOT NULL REFERENCES entity (id),
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL
);
CREATE TABLE figure (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article (id), local TEXT NOT NULL,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, text TEXT NOT NULL,
    value REAL NOT NULL, value_max REAL, out_of REAL, comparator TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT, subject TEXT,
    indicator TEXT, holder INTEGER REFERENCES entity (id), holder_local TEXT,
    time TEXT, time_text TEXT, time_start TEXT, time_end TEXT, sense TEXT NOT NULL, target INTEGER NOT NULL,
    part_of TEXT, compared_with TEXT, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL, confidence REAL NOT NULL,
    measure INTEGER, thing INTEGER
);
CREATE TABLE role (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article (id), person INTEGER NOT NULL REFERENCES entity (id), person_local TEXT NOT NULL,
    text TEXT NOT NULL, title TEXT NOT NULL, organization TEXT, scope INTEGER REFERENCES entity (id), scope_local TEXT,
    former INTEGER NOT NULL, acting INTEGER NOT NULL, since TEXT, until TEXT,
    span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, confidence REAL NOT NULL, post INTEGER
);
CREATE TABLE statement (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article (id), speaker INTEGER NOT NULL REFERENCES entity (id), speaker_local TEXT NOT NULL,
    kind TEXT NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL
);
CREATE TABLE finding (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article (id), code TEXT NOT NULL, severity TEXT NOT NULL,
    message TEXT NOT NULL, figures TEXT NOT NULL
);
CREATE TABLE comparison (
    id INTEGER PRIMARY KEY, about TEXT NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL, score REAL NOT NULL, difference REAL NOT NULL,
    a INTEGER NOT NULL, b INTEGER NOT NULL, entity INTEGER REFERENCES entity (id), thing INTEGER NOT NULL,
    support_a INTEGER NOT NULL, support_b INTEGER NOT NULL
);

CREATE TABLE sketch (number INTEGER NOT NULL, article INTEGER NOT NULL);
CREATE TABLE stock (number INTEGER PRIMARY KEY);
CREATE TABLE copy_edge (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;

-- What an interrupted update still has to do.
CREATE TABLE dirty (what TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (what, id)) WITHOUT ROWID;

-- Search with and without diacritics: FTS5 folds tones and marks but not đ, so the text stands twice, once with d for đ.
CREATE VIEW article_search AS SELECT id, title, text,
    replace(replace(title, 'đ', 'd'), 'Đ', 'D') AS title_folded, replace(replace(text, 'đ', 'd'), 'Đ', 'D') AS text_folded FROM article;
CREATE VIRTUAL TABLE article_fts USING fts5(
    title, text, title_folded, text_folded, content = 'article_search', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIEW entity_search AS SELECT id, name, replace(replace(name, 'đ', 'd'), 'Đ', 'D') AS folded FROM entity;
CREATE VIRTUAL TABLE entity_fts USING fts5(
    name, folded, content = 'entity_search', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
