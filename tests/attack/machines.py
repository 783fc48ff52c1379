"""Machines that are read-only, full, without the bundle that npm brings, or wrong about the time; servers on them."""

import os
import subprocess
import sys
import tempfile

from components.http.plotly_bundle import BUILT, PACKAGED
from tests.attack.crowd import EMBED
from tests.attack.serving import gunicorn
from tests.conftest import ROOT, free_port

# What is asked of each: a page of either kind, the explorer with what its page names, a new picture, an export.
ASKED = ("/healthz", EMBED, "/?lang=en", "/embed?figure=norms&lang=en", "/picture.png?n=61&l1=0.77", "/export?n=61")
# In a world of mounts of its own, where the machine lets one have it.
READ_ONLY = """
mount --make-rprivate /
for place in $(cut -d' ' -f2 /proc/mounts | grep -v '^/proc\\|^/sys\\|^/dev$'); do
  mount -o remount,bind,ro "$place" 2>/dev/null
done
! touch /tmp/lossfold-probe 2>/dev/null || exit 9
"""
MEMORY = "mount -t tmpfs -o size=64m none /dev/shm\n"
TEMPORARY = "mount -t tmpfs -o size=16m none /tmp\n"
FULL = "mount -t tmpfs -o size=64k none {folder}\ndd if=/dev/zero of={folder}/all bs=1k count=100 2>/dev/null\n"
BUNDLES = "".join(f"! test -d {each} || mount -t tmpfs none {each}\n" for each in (BUILT.parent, PACKAGED))
# The clock goes wrong after the start.
SKEWED = "import time, app; day = 1.5 * 86400; now = time.time; time.time = lambda: now() + {sign} * day\n"
ASKS = (
    "client = app.server.test_client()\n"
    "first = client.get('/embed?loss=linear&n=61&l1=0.37&lang=en')\n"
    "again = client.get('/embed?loss=linear&n=61&l1=0.37&lang=en', headers={'If-None-Match': first.headers['ETag']})\n"
    "print(first.status_code, again.status_code, client.get('/healthz').status_code)\n"
)


def bad_machines(scale: float) -> list[str]:
    """gunicorn on each, with Prometheus's counts."""
    if subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode:
        return ["not tried: this machine gives no mounts of one's own (that takes root) | "]
    lines = list[str]()
    with tempfile.TemporaryDirectory() as folder:
        full, placed = FULL.format(folder=folder), {"LOSSFOLD_CACHE": folder, "TMPDIR": folder}
        for name, before, settings in (
            ("read-only root, memory and /tmp to write", READ_ONLY + MEMORY + TEMPORARY, {}),
            ("read-only root, memory alone to write", READ_ONLY + MEMORY, {}),
            ("full disk below cache, /tmp and home", full, {**placed, "HOME": folder}),
            ("full memory too", full + full.replace(folder, "/dev/shm"), placed),
            ("no npm bundle", BUNDLES, {}),
        ):
            lines.append(_served(name, before, settings))
        lines.append(_refused("nothing at all to write", READ_ONLY))
        lines.append(_served("a log that cannot be written", "exec >/dev/full 2>&1\n", {}))
    for name, sign in (("ahead", 1), ("behind", -1)):
        lines.append(_skewed(f"clock a day and a half {name}", SKEWED.format(sign=sign)))
    return lines


def _served(name: str, before: str, settings: dict[str, str]) -> str:
    counted = f"127.0.0.1:{free_port()}"
    try:
        with gunicorn(before, **{"WORKERS": "1", "LOSSFOLD_METRICS": counted, **settings}) as server:
            statuses = [server.ask(address)[0] for address in ASKED]
            metrics = server.ask("/metrics", port=int(counted[10:]))[0]
            traces, boots = server.traces(), server.boots()
    except RuntimeError as error:
        return f"{name}: does not start: {str(error)[-300:]!r} | FAILS"
    fine = set(statuses) == {200} and traces == 0 and boots == 1
    shown = " ".join(map(str, statuses))
    return (
        f"{name}: statuses {shown}, metrics {metrics or 'off'}, {traces} traces, {boots} start of its worker | "
        f"{'holds' if fine else 'FAILS'}"
    )


def _refused(name: str, before: str) -> str:
    """Where it cannot start, it says why in a sentence."""
    try:
        with gunicorn(before, WORKERS="1"):
            return f"{name}: starts | holds"
    except RuntimeError as error:
        fine = "gunicorn needs a folder" in str(error) and "Traceback" not in str(error)
        return f"{name}: {str(error).strip()[-300:]!r} | {'holds' if fine else 'FAILS'}"


def _skewed(name: str, before: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", before + ASKS], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    statuses = done.stdout.split()
    fine = statuses == ["200", "304", "200"]
    return f"{name}: statuses {' '.join(statuses) or done.stderr[-200:]} | {'holds' if fine else 'FAILS'}"
