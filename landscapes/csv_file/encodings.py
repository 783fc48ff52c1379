"""From a file's bytes to its text: UTF-8, UTF-16 with its mark, or GB18030; what is not text is named."""

import re

from ..errors import TableError

MOST_BYTES = 1_000_000
# How files begin that are not text.
ZIP, OLD_OFFICE, GZIP, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
HAN = "[\u3400-\u9fff]"


def decoded(raw: bytes) -> tuple[str, str]:
    """(the file's text, Python's name of its encoding). Raises TableError for what is too large or no text."""
    if len(raw) > MOST_BYTES:
        raise TableError("file.size", size=len(raw), limit=MOST_BYTES)
    _refuse_other_kinds(raw)
    text, encoding = _utf16(raw) if raw.startswith(UTF16) else _eight_bits(raw)
    if "\0" in text:
        raise TableError("file.binary", row=_row(text[: text.index("\0")]))
    start = text[:2000].lstrip().lower()
    if start.startswith(("<!doctype html", "<html")) or (start.startswith(("<!--", "<?xml")) and "<html" in start):
        raise TableError("file.html")
    return text, encoding


def _refuse_other_kinds(raw: bytes) -> None:
    if raw.startswith(ZIP):
        workbook = b"xl/" in raw or b"[Content_Types].xml" in raw or b"opendocument" in raw[:200]
        raise TableError("file.workbook" if workbook else "file.archive", kind=".xlsx" if b"xl/" in raw else ".ods")
    if raw.startswith(OLD_OFFICE):
        raise TableError("file.workbook", kind=".xls")
    if raw.startswith(GZIP):
        raise TableError("file.archive")
    if raw.startswith(PDF):
        raise TableError("file.pdf")


def _utf16(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-16"), "utf-16"
    except UnicodeDecodeError as error:
        before = raw[: error.start - error.start % 2].decode("utf-16", "ignore")
        raise TableError("file.utf16", row=_row(before), column=_column(before)) from None


def _eight_bits(raw: bytes) -> tuple[str, str]:
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        text = _gb18030(raw)
        if text is not None:
            return text, "gb18030"
        before = raw[: error.start].decode("utf-8", "ignore")
        raise TableError("file.encoding", row=_row(before), column=_column(before)) from None


def _gb18030(raw: bytes) -> str | None:
    """The text in GB18030, of which GBK and GB2312 are parts; None where it is hardly meant.

    Almost any pair of bytes beyond ASCII is a character of GBK. Of what people write in Chinese nearly all is in
    GB2312, whose second bytes are large; in a West European file the second byte is mostly an ASCII letter, and where
    it is not (“Größe”), one Chinese character stands between two Latin letters.
    """
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    beyond = [sign for sign in text if sign > "\x7f"]
    common = sum(len(pair) == 2 and pair[1] >= 0xA1 for pair in (sign.encode("gb18030") for sign in beyond))
    if common < 0.8 * len(beyond) or re.search(f"[A-Za-z]{HAN}[A-Za-z]", text):
        return None
    return text


def _row(before: str) -> int:
    return 1 + len(re.findall("\r\n|\r|\n", before))


def _column(before: str) -> int:
    line = re.split("\r|\n", before)[-1]
    return 1 + max(line.count(sign) for sign in ",;\t|")
