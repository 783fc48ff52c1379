"""What an operator can watch: counts and durations for Prometheus, read at an address of its own.

Several processes write into files of one folder, ``PROMETHEUS_MULTIPROC_DIR``, which must be set before this module
is imported. ``python -m components.server.metrics 127.0.0.1:9100 FOLDER`` is the process that reads them and answers;
it counts nothing itself, and so has the variable unset.
"""

import signal
import sys
import threading

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, multiprocess, start_http_server

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

REQUESTS = Counter(
    "lossfold_requests", "Answers, by route, status and where they came from", ["route", "status", "cache"]
)
DURATION = Histogram("lossfold_request_seconds", "Until the answer was there, by route", ["route"], buckets=SECONDS)
REFUSED = Counter("lossfold_refused", "Refused: cost, full, late, left, body, head, size, host, pictures", ["reason"])
COMPILED = Counter("lossfold_programs_compiled", "Programs that JAX compiled or read from the disk")
DROPPED = Counter("lossfold_programs_dropped", "How often they were dropped")
WAITING = Gauge("lossfold_waiting", "Requests at heavy work or waiting for it", multiprocess_mode="livesum")
MEMORY = Gauge("lossfold_memory_bytes", "Resident memory of each process", multiprocess_mode="liveall")
FAULTS = Counter("lossfold_faults", "Faults of ours, which have a trace in the log")


def serve(place: str, folder: str = "") -> None:
    """Answers Prometheus at “address:port”, with this process's counts or with those of the processes of a folder."""
    address, _, port = place.rpartition(":")
    registry = REGISTRY
    if folder:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry, path=folder)
    start_http_server(int(port), addr=address, registry=registry)


if __name__ == "__main__":
    serve(*sys.argv[1:3])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    threading.Event().wait()
