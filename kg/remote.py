"""Requests to a server elsewhere: a broken line is tried again, a password is given as the server wants it."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import urlsplit

import httpx

from kg.views import printing

LOCAL = ("localhost", "127.0.0.1", "::1")
TRIES = 4  # a request whose connection breaks, or that a busy server sends back
PAUSE = 0.5  # seconds before the second try; twice as long before each further one
BUSY = (httpx.codes.BAD_GATEWAY, httpx.codes.SERVICE_UNAVAILABLE, httpx.codes.GATEWAY_TIMEOUT)


class NoAddress(ValueError):
    """What was given is not a server's address; the message says what to write."""


class NoAnswer(Exception):
    """Nothing came back, however often it was asked for; the message says why."""


class Refused(Exception):
    """The server answered, and not with what was asked for; the message says what it answered."""

    def __init__(self, url: str, response: httpx.Response) -> None:
        """`status` is the answer's number, `told` its text in one line."""
        self.status = response.status_code
        self.told = one_line(response.text)
        super().__init__(f"{url}: answered {self.status} {response.reason_phrase}: {self.told}".rstrip(": "))


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks; `plain` lets the password go unencrypted to another machine."""

    user: str = ""
    password: str = field(default="", repr=False)
    plain: bool = False


NOBODY = Login()


class Known(httpx.Auth):
    """Gives user and password once a server asks for them, by the digest or the basic scheme, as it asks."""

    def __init__(self, login: Login) -> None:
        """The scheme is learnt from the first answer."""
        self._plain = login.plain
        self._digest = httpx.DigestAuth(login.user, login.password)
        self._basic = httpx.BasicAuth(login.user, login.password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request as it is, then with what the challenge wants."""
        if self._chosen:
            yield from self._chosen.auth_flow(request)
            return
        response = yield request
        if response.status_code != httpx.codes.UNAUTHORIZED:
            return
        if not self._plain and not _is_private(request.url):
            raise NoAddress(
                f"{request.url.scheme}://{request.url.host}: the password would go there unencrypted: write https://,"
                " or allow it with --plain-password"
            )
        is_digest = "digest" in response.headers.get("WWW-Authenticate", "").lower()
        self._chosen = self._digest if is_digest else self._basic
        flow = self._chosen.auth_flow(request)
        if is_digest:
            next(flow)  # the request without an answer to the challenge, which has been sent already
            try:
                answered = flow.send(response)
            except (LookupError, ValueError):  # of httpx, which trusts the challenge to be one
                raise NoAnswer(f"{request.url}: wants a password, and does not say how to give it") from None
            yield answered
        else:
            yield next(flow)


class Remote:
    """A client for one server."""

    def __init__(self, login: Login = NOBODY, *, timeout: float) -> None:
        """`timeout` is in seconds for one answer."""
        auth = Known(login) if login.user else None
        self._client = httpx.Client(auth=auth, timeout=timeout, headers={"User-Agent": "kg"}, follow_redirects=False)

    def send(self, method: str, url: str, content: bytes | None, headers: Mapping[str, str]) -> httpx.Response:
        """The answer to a request; raises Refused for any that is no success, NoAnswer where there is none."""
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            try:
                response = self._client.request(method, url, content=content, headers=dict(headers))
            except httpx.TimeoutException:
                raise NoAnswer(f"{url}: no answer in {self._client.timeout.read:.0f} seconds") from None
            except (httpx.TransportError, httpx.InvalidURL) as error:
                if last or not isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError):
                    raise NoAnswer(f"{url}: no answer: {one_line(error)}") from None
            else:
                if response.is_success:
                    return response
                if last or response.status_code not in BUSY:
                    raise Refused(url, response)
            time.sleep(PAUSE * 2**attempt)
        raise AssertionError("the last try returns or raises")

    def fetch(self, url: str, headers: Mapping[str, str], into: IO[bytes]) -> str:
        """The media type of what lies at the address, which is written to the file as it comes."""
        try:
            with self._client.stream("GET", url, headers=dict(headers)) as response:
                if not response.is_success:
                    response.read()
                    raise Refused(url, response)
                into.writelines(response.iter_bytes())
                return media_type(response)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise NoAnswer(f"{url}: no answer: {one_line(error)}") from None


def _is_private(url: httpx.URL) -> bool:
    """True where nobody between can read along: by https, or inside this machine."""
    return url.scheme == "https" or url.host in LOCAL


def media_type(response: httpx.Response) -> str:
    """Of what kind an answer is: `text/turtle`."""
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip()


def check_address(url: str) -> None:
    """Raise NoAddress for what is no http or https address, or has a password in it."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NoAddress(f"{url}: a server's address begins with http:// or https://")
    if parts.username or parts.password:
        raise NoAddress("write the address without user and password: they are read from the environment")


def one_line(text: object) -> str:
    """The first words of a message, without line ends and what a terminal would obey."""
    return printing.one_line(str(text))[:300]
