"""The QR code of an address of this server."""

from io import BytesIO

import segno

from landscapes import SpecError
from landscapes.errors import quoted

from ..http.static_files import Packed

# A phone's camera reads what a beamer shows from the last row: small enough to have large squares.
LONGEST = 1200


def qr_code(address: str) -> Packed:
    """An address as SVG, black on white with the quiet zone of four squares. Raises SpecError if it is too long.

    Source: ISO/IEC 18004, by segno; error correction M, a seventh of the picture may be covered.
    """
    if len(address) > LONGEST:
        raise SpecError("title", field="address", value=quoted(address), length=len(address), limit=LONGEST)
    picture = BytesIO()
    code = segno.make_qr(address, error="m", boost_error=False)
    code.save(picture, kind="svg", border=4, dark="black", light="white", xmldecl=False, omitsize=True)
    return Packed("image/svg+xml", picture.getvalue())
