-- The state of a crawl (state.py); a change of it needs a new version there.
CREATE TABLE outlet (id TEXT PRIMARY KEY, reached TEXT) WITHOUT ROWID;
CREATE TABLE list (
    id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, url TEXT NOT NULL, root TEXT NOT NULL, page INTEGER NOT NULL,
    state TEXT NOT NULL, code TEXT, UNIQUE (outlet, url)
);
CREATE INDEX list_state ON list (outlet, state, id);
CREATE TABLE article (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, outlet TEXT NOT NULL, url TEXT NOT NULL, state TEXT NOT NULL,
    published TEXT, modified TEXT, code TEXT, reason TEXT, again INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0, found TEXT NOT NULL, party INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX article_state ON article (outlet, state, id);
CREATE TABLE version (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article, url TEXT NOT NULL, archive TEXT NOT NULL,
    offset INTEGER NOT NULL, end INTEGER NOT NULL, sha256 TEXT NOT NULL, fetched TEXT NOT NULL, etag TEXT, modified TEXT
);
CREATE INDEX version_article ON version (article, id);
CREATE TABLE file (name TEXT PRIMARY KEY, end INTEGER NOT NULL) WITHOUT ROWID;
