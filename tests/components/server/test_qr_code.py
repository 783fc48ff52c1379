"""The QR code of an address: which address it holds, and what it refuses."""

import re
from xml.etree import ElementTree

import segno

from app import server
from components.server.qr_code import LONGEST


def squares(svg: str) -> set[tuple[int, int]]:
    """The black squares of a picture, (row, column) without the quiet zone of four: runs that a path draws."""
    path = ElementTree.fromstring(svg).findall("{http://www.w3.org/2000/svg}path")[1].attrib["d"]
    found, x, y = set[tuple[int, int]](), 0.0, 0.0
    for kind, numbers in re.findall(r"([Mmh])([^Mmh]*)", path):
        values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
        if kind == "h":
            found |= {(int(y) - 4, int(x) - 4 + k) for k in range(int(values[0]))}
            x += values[0]
        else:
            x, y = (values[0], values[1]) if kind == "M" else (x + values[0], y + values[1])
    return found


def test_the_code_holds_the_address_of_the_state() -> None:
    answer = server.test_client().get("/qr.svg?loss=linear&data=diabetes&l1=0.5&lang=zh")
    assert answer.status_code == 200
    assert answer.content_type.startswith("image/svg+xml")
    code = segno.make_qr("http://localhost/?loss=linear&data=diabetes&l1=0.5&lang=zh", error="m", boost_error=False)
    black = {(i, j) for i, row in enumerate(code.matrix) for j, bit in enumerate(row) if bit}
    assert squares(answer.text) == black


def test_it_is_drawn_whatever_the_query_says_up_to_what_a_camera_reads() -> None:
    client = server.test_client()
    for query in ("", "?l1=never", "?%ff=<script>", "?title=" + "%E4%B8%AD" * 20):
        answer = client.get(f"/qr.svg{query}")
        assert answer.status_code == 200, query
        assert "script" not in answer.text
    refused = client.get(f"/qr.svg?title={'x' * LONGEST}")
    assert refused.status_code == 400
    assert "characters" in refused.text
