"""The web pages of a dataset: a Datasette plug-in with pages of its own beside Datasette's tables.

serve.py      starts the server (``vifacts explore``)
guard.py      who may ask: Host header, password
plugin.py     what Datasette is told: routes, headers, its own tables
reader.py     the index, read only, bounded in time
site.py       what all pages share; one request, one answer
wording.py    Vietnamese and English (words.toml)
data/         what a page needs from the index
pages/        a page each: the address, what it shows
templates/, static/    how it looks
"""
