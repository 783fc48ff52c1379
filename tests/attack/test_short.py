"""The short form of ``make attack``: a few hundred hostile requests, and a crowd at the heavy routes of one process."""

import logging
from collections import Counter

import pytest

from app import server
from tests.attack.hostile import hostile

# The answers that may meet what no page asks.
EXPECTED = {200, 304, 308, 400, 404, 405, 408, 412, 413, 414, 415, 429, 501}


@pytest.mark.slow
def test_hostile_requests_leave_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    client, statuses = server.test_client(), Counter[int]()
    with caplog.at_level(logging.WARNING):
        for method, address, headers, body in hostile(400):
            answer = client.open(address, method=method, headers=headers, data=body)
            statuses[answer.status_code] += 1
            assert b"Traceback" not in answer.data
            assert "Set-Cookie" not in answer.headers
    assert [each for each in caplog.messages if "fault" in each or "Exception" in each] == []
    assert set(statuses) <= EXPECTED
    # They came to more than one wall.
    assert len(statuses) >= 6
