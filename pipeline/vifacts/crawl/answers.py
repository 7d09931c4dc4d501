"""What addresses, answers and failures mean: each that is no page becomes a coded error."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests
import urllib3

from vifacts.crawl.archive import Exchange
from vifacts.crawl.connect import PrivateAddressError
from vifacts.errors import VifactsError

#: Statuses that may be others the next time.
RETRIED = {429, 500, 502, 503, 504}
#: Failures that may be gone the next time: connection, time, broken answers, waits. Statuses are told by RETRIED.
PASSING = {"VF203", "VF205", "VF206", "VF212", "VF213", "VF214", "VF219"}
#: Those of them that may be gone a moment later.
TRIED_AGAIN = {"VF205", "VF206", "VF212"}


def checked(url: str) -> str:
    """The address itself; raises VF201 where it is not one of http(s) with a host."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise VifactsError("VF201", url, detail=error) from error
    if parts.scheme not in ("http", "https"):
        raise VifactsError("VF201", url, detail="only http and https are")
    if not parts.hostname or port == 0:
        raise VifactsError("VF201", url, detail="it names no host")
    if parts.username is not None or parts.password is not None:
        raise VifactsError("VF201", url, detail="it names a user")
    return url


def check_type(url: str, exchange: Exchange, accept: tuple[str, ...]) -> None:
    """Raise VF211 unless the content type is one of ``accept``; a server that names none is believed."""
    found = (exchange.header("content-type") or "").partition(";")[0].strip().lower()
    if found and found not in accept:
        raise VifactsError("VF211", url, found=found, wanted=accept[0])


def retry_after(value: str | None) -> float | None:
    """Seconds of a ``Retry-After`` header: a number, or a date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def network_error(url: str, error: Exception, seconds: float, *, broken: bool = False) -> VifactsError:
    """The coded error of what requests or urllib3 raised; a private address may lie under it."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, PrivateAddressError):
            return VifactsError("VF204", url, address=seen.address)
        late = isinstance(seen, (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError))
        if late and not isinstance(seen, urllib3.exceptions.NewConnectionError):
            return VifactsError("VF206", url, seconds=seconds)
        seen = seen.__cause__ or seen.__context__
    if isinstance(error, requests.exceptions.SSLError):
        return VifactsError("VF219", url, detail=_short(str(error)))
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)):
        return VifactsError("VF201", url, detail=error)
    text = str(error)
    if broken or "aborted" in text or "Incomplete" in text or "reset" in text.lower():
        return VifactsError("VF212", url, detail=_short(text))
    return VifactsError("VF205", url, detail=_short(text))


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:197] + "..."


def is_passing(error: VifactsError) -> bool:
    """Whether the failure may be gone the next time."""
    return error.code in PASSING or (error.code == "VF210" and error.detail.endswith(tuple(map(str, RETRIED))))
