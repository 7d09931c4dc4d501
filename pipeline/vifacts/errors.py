"""Every message a user can get, each with a code that can be searched.

Ranges: VF1xx inputs, VF2xx crawling, VF3xx findings in articles, VF4xx outlets and settings,
VF5xx outputs and datasets, VF6xx evaluation.
"""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    # inputs
    "VF101": "no such file or folder",
    "VF102": "not a kind of input that is read ({suffix}); give .html, .txt, .jsonl, .warc, their .gz, a folder or -",
    "VF103": "not UTF-8: {detail}",
    "VF104": "not valid JSON: {detail}",
    "VF105": "a row needs {field}",
    "VF106": "empty: no text in it",
    "VF107": "binary data, not text",
    "VF108": "larger than the limit of {limit} MB",
    "VF109": "the gzip stream is damaged: {detail}",
    "VF110": "a page that says 'not found', not an article",
    "VF111": "no article body found on the page",
    "VF112": "part of the body is encrypted and shown by JavaScript only",
    "VF113": "the WARC record cannot be read: {detail}",
    "VF114": "cannot be read: {detail}",
    "VF116": "the body is behind a paywall or a login",
    "VF118": "the page is built by JavaScript and has no text of its own",
    "VF119": "{field} {value} is no date; the row is read without it",
    # crawling
    "VF201": "not an address that is fetched: {detail}",
    "VF202": "robots.txt forbids it",
    "VF203": "robots.txt cannot be read, so nothing of the host is fetched: {detail}",
    "VF204": "leads into a private network ({address}); allow_private lets it",
    "VF205": "no connection: {detail}",
    "VF206": "no answer, or not all of it, within {seconds} s",
    "VF207": "larger than the limit of {limit} MB",
    "VF208": "the body cannot be unpacked: {detail}",
    "VF209": "more than {limit} redirects",
    "VF210": "the server answered {status}",
    "VF211": "is {found}, not {wanted}",
    "VF212": "the answer broke off: {detail}",
    "VF213": "the server asks to wait {seconds} s, more than the limit of {limit} s",
    "VF214": "robots.txt asks for {seconds} s between requests, more than the limit of {limit} s",
    "VF215": "another crawl is at work in this folder",
    "VF216": "the state of the crawl cannot be read: {detail}",
    "VF217": "not a feed or sitemap that can be read: {detail}",
    "VF218": "{count} failures in a row; the rest waits for the next run",
    "VF219": "no secure connection: {detail}",
    "VF220": "the crawl of the outlet broke off, which is a fault of vifacts: {detail}",
    "VF221": "the list leads to another site: {url}",
    "VF222": "no article is linked from the list",
    # findings in articles
    "VF301": "{fraction} is {exact}, the article says {written}",
    "VF302": "{parts} is {total}, the article says {whole} in all",
    "VF303": "from {before} to {after} is {difference} {way}, the article says {said} {written}",
    "VF304": "{holder} has two values for {subject}: {first} and {second}",
    # outlets and settings
    "VF401": "not valid TOML: {detail}",
    "VF402": "the outlet file does not fit: {detail}",
    "VF403": "{key} is not a regular expression: {detail}",
    "VF404": "no family is called {family}",
    "VF405": "two outlet files have this id",
    "VF406": "no outlet is called so",
    "VF407": "a pause of {seconds} s is shorter than the {limit} s that a host of the public network is left in peace",
    # outputs
    "VF501": "cannot be written: {detail}",
    "VF502": "the article {id} could not be extracted, which is a fault of vifacts: {detail}",
    "VF503": "not a dataset: it has no folder records",
    "VF504": "a torn last line ({bytes} bytes) is dropped",
    "VF505": "not a record, left out: {detail}",
    "VF506": "another process is at work in this dataset ({what})",
    "VF507": "there is no index yet, or one of another version; make it with: vifacts index {folder}",
    "VF508": "the corrections cannot be read: {detail}",
    "VF509": "the correction names nothing in the dataset: {detail}",
    "VF510": "{article}: {detail}",
    "VF511": "{article}: the page at {page} is not there: {detail}",
    "VF512": "{article}: the page at {page} has the digest {found}, the record says {wanted}",
    "VF513": "the digest is not that of dataset.json; index the dataset again if the change was meant",
    "VF514": "dataset.json names this shard, which is not there",
    "VF515": "the query cannot be answered: {detail}",
    "VF516": "not a filter that is understood: {detail}",
    "VF517": "there is no figure or post to be read in the claim",
    "VF518": "no trained model that can be read: {detail}",
    "VF519": "{count} gold articles are not among the articles given, the first is {id}",
    "VF520": "nothing to learn from: {detail}",
    "VF521": "who listens at {host} lets others in, which needs a password: give --password-file, or set VIFACTS_PASSWORD",
    "VF522": "not a password that is taken: {detail}",
    "VF523": "cannot listen at {host}, port {port}: {detail}",
    "VF524": "the answer takes longer than {seconds} s; ask for less",
    "VF540": "{name} is none of the formats {formats}",
    "VF541": "is there already and was not made by vifacts export; it is left as it is",
    "VF542": "not a file of {format}: {detail}",
    "VF543": "task {task}: {detail}",
    "VF544": "task {task}, region {region}: the words at {span} are {found}, not {wanted}",
    "VF545": "task {task}, region {region}: {detail}",
    "VF546": "task {task}, region {region}: {field} {value} is not {wanted}",
    "VF547": "task {task}: the article {article} was in task {other} already",
    # evaluation
    "VF601": "not a row of gold: {detail}",
    "VF602": "not a record: {detail}",
    "VF603": "the record's text has {got} code points, the annotated text {expected}",
}


def message(code: str, **values: object) -> str:
    """The text of ``code`` with ``values`` filled in; KeyError for a code that is not in the catalogue."""
    return MESSAGES[code].format(**values)


class VifactsError(Exception):
    """An error a user can act on.

    ``code`` is a key of MESSAGES, ``where`` the file or URL, ``line`` the line (from 1) where it matters.
    """

    def __init__(self, code: str, where: str | None = None, line: int | None = None, **values: object) -> None:
        self.code = code
        self.where = where
        self.line = line
        self.detail = message(code, **values)
        super().__init__(str(self))

    def __str__(self) -> str:
        place = self.where or ""
        if self.line is not None:
            place = f"{place}:{self.line}" if place else f"line {self.line}"
        return f"{self.code} {place}: {self.detail}" if place else f"{self.code} {self.detail}"

    def as_row(self) -> dict[str, object]:
        """The error as one row of ``*.errors.jsonl``."""
        return {"code": self.code, "where": self.where, "line": self.line, "message": self.detail}
