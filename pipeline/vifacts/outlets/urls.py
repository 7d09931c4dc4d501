"""Addresses: what two spellings of one page have in common."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

#: Parameters that say where a reader came from, not what the page is.
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|gbraid|wbraid|zarsrc|zalo.*|mc_[ce]id|_ga|_gl|igshid|ref|ref_src|vn_source|vn_medium"
    r"|vn_campaign|vn_term|vn_thumb|itm_.*|gidzl|share|fb_.*|cmpid|yclid|dclid|msclkid)$",
    re.IGNORECASE,
)
#: What the hosts of a site's pages for phones begin with.
VARIANTS = ("m.", "mobile.", "amp.", "touch.")
#: A page for phones or for printing at an address of its own, under the article's.
_VARIANT_PATH = re.compile(
    r"^/(?:amp|print)(?=/.)|(?<=[^/])/(?:amp|print)/?$|[.-](?:amp|print)(?=\.html?$)", re.IGNORECASE
)
_VARIANT_QUERY = {
    ("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp"), ("view", "amp"), ("print", ""), ("print", "1"),
    ("print", "true"), ("mode", "print"), ("view", "print"), ("tmpl", "print"),
}  # fmt: skip
_VARIANT_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|touch|beta)\.(?=[^.]+\.)")
_PLAIN_PORT = {"http": ":80", "https": ":443"}


def host_of(url: str) -> str:
    """The host of an address with its port where that is not the usual one, lower case; "" if there is none."""
    try:
        parts = urlsplit(url if "//" in url else "//" + url)
        host = parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
    plain = _PLAIN_PORT.get(parts.scheme, "")
    return host.removesuffix(plain) if plain else host


def plain_host(host: str) -> str:
    """The host without "www.", "m." and the like: "m.baohatinh.vn" is "baohatinh.vn"."""
    return _VARIANT_HOST.sub("", host.lower())


@lru_cache(maxsize=1024)
def canonical(url: str) -> str:
    """The address without fragment and tracking parameters, host in lower case, parameters sorted; that of the page
    itself where it is a variant for phones (AMP) or for printing.

    An address that cannot be split comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host = host_of(url)
    except ValueError:
        return url
    if not host:
        return url.strip()
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if _matters(k, v))
    path = re.sub(r"/{2,}", "/", parts.path) or "/"
    while (shorter := _VARIANT_PATH.sub("", path)) != path:
        path = shorter or "/"
    return urlunsplit((parts.scheme.lower(), host, path, urlencode(query), ""))


def _matters(name: str, value: str) -> bool:
    """Whether a parameter says what the page is."""
    return not _TRACKING.match(name) and (name.lower(), value.lower()) not in _VARIANT_QUERY


def path_and_query(url: str) -> str:
    """What patterns of outlet files are searched in: the path of the canonical address, "?" and its query."""
    try:
        parts = urlsplit(canonical(url))
    except ValueError:
        return ""
    return parts.path + ("?" + parts.query if parts.query else "")


def hashed_id(text: str, prefix: str | None = None) -> str:
    """A stable id of 16 hexadecimal digits made of a text or address, after ``prefix`` and a hyphen."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{prefix}-{digest}" if prefix else digest


def url_id(url: str, prefix: str | None = None) -> str:
    """The id of an address, the same for http and https, with and without "www."."""
    return hashed_id(plain_host(host_of(url)) + path_and_query(url).rstrip("/"), prefix)
