"""nginx before two servers, as deploy/nginx.conf has it; only names, ports, folders and one rate are changed."""

import gzip
import http.client
import os
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.browser.browsers import nginx
from tests.conftest import ROOT

# What nginx writes beside its cache.
PLACES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def unverified() -> ssl.SSLContext:
    """A client that believes the certificate of this test, which nobody has signed."""
    return ssl._create_unverified_context()


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Front(NamedTuple):
    """nginx, running: its port, and the one that leads to TLS."""

    port: int
    plain_port: int

    def get(self, path: str, *, visitor: str = "127.0.0.1", seconds: float = 60.0, accept: str = "*/*") -> Answer:
        """An answer to a visitor, each of whom has an address of the loopback."""
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=seconds, source_address=(visitor, 0), context=unverified()
        )
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip, deflate, br", "Accept": accept})
            answer = connection.getresponse()
            headers, body = {name.lower(): text for name, text in answer.getheaders()}, answer.read()
        finally:
            connection.close()
        return Answer(answer.status, headers, gzip.decompress(body) if "content-encoding" in headers else body)


def configured(folder: Path, ports: tuple[int, int], listens: tuple[int, int], rate: str) -> str:
    """deploy/nginx.conf with servers, ports, names and files of a test, in a file that nginx can be started with."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for before, after in (
        ("server app-1:8050", f"server 127.0.0.1:{ports[0]}"),
        ("server app-2:8050", f"server 127.0.0.1:{ports[1]}"),
        ("listen 80;", f"listen 127.0.0.1:{listens[1]};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{listens[0]} ssl"),
        ("/etc/nginx/tls", str(folder)),
        ("/var/cache/nginx", str(folder)),
        ("zone=lossfold_work:10m rate=10r/s", f"zone=lossfold_work:10m rate={rate}"),
    ):
        assert before in text
        text = text.replace(before, after)
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in PLACES)
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;"
        f"events {{ worker_connections 4096; }} http {{ access_log off; {places}\n{text}\n}}"
    )


def certified(folder: Path) -> None:
    """Puts a certificate into a folder, where ``configured`` looks for it."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=losses.example", "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


@contextmanager
def fronted(folder: Path, ports: tuple[int, int], listens: tuple[int, int], rate: str = "10r/s") -> Iterator[Front]:
    """nginx before the servers at two ports.

    folder : where it writes
    listens : its own ports, of TLS and of plain HTTP
    rate : how often a visitor may ask for what costs time
    """
    certified(folder)
    (folder / "nginx.conf").write_text(configured(folder, ports, listens, rate), encoding="utf-8")
    command = [str(nginx()), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        found = Front(*listens)
        for _ in range(100):
            try:
                found.get("/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield found
    finally:
        process.terminate()
        process.wait(10)
