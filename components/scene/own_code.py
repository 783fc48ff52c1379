"""How pandas reads the visitor's own file, to the same numbers: the first lines of the printed program."""

from decimal import Decimal

from landscapes.data.reading import Picked, Reading, Source

# What pandas takes for booleans, where a whole column is of them.
TRUE, FALSE = {"True", "TRUE", "true"}, {"False", "FALSE", "false"}
# What pandas takes for a missing value of itself.
KNOWN_GAPS = {
    *("", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA"),
    *("NULL", "NaN", "None", "n/a", "nan", "null"),
}
# Integers up to here are told apart by any number type.
EXACT = 10**15


def own_setup(source: Source, *, classes: bool) -> tuple[str, str]:
    """The program's lines that make X and y, before and after the file's name, which the browser knows.

    classes : whether the target is two classes, y being 1 for the second
    """
    reading, chosen = source.reading, (*source.features, source.target)
    keys, rename = _keys(reading, chosen)
    lines = [f"{_options(reading)})"]
    if reading.blank_rows:
        lines.append('table = table.dropna(how="all")')
    lines += [f"table.columns = {rename}"] if rename else []
    lines += [f"table = table.dropna(subset={[keys[each] for each in chosen]!r})"] if reading.gaps else []
    as_numbers = [*source.features, *([] if classes and not source.numeric else [source.target])]
    lines += [f"table[{keys[each]!r}] = {_number(f'table[{keys[each]!r}]', each, reading)}" for each in as_numbers
              if each.signs]  # fmt: skip
    names = "" if reading.header else f"  # {', '.join(each.name for each in chosen)}"
    lines.append(f"X = scale(table[{[keys[each] for each in source.features]!r}]){names}")
    target = f"table[{keys[source.target]!r}]"
    lines.append(f"y = {_classes(target, source) if classes else f'scale({target})'}")
    before = "import pandas as pd\nfrom sklearn.preprocessing import scale\n\ntable = pd.read_csv("
    return before, "\n".join(lines) + "\n"


def _options(reading: Reading) -> str:
    """The further arguments of ``read_csv``, each with a comma before it."""
    options = {
        "sep": None if reading.separator == "," else reading.separator,
        "decimal": None if reading.decimal == "." else reading.decimal,
        "encoding": None if reading.encoding == "utf-8" else reading.encoding,
        "skiprows": reading.skipped or None,
        "skipinitialspace": True if reading.padded else None,
        "na_values": [mark for mark in reading.gaps if mark not in KNOWN_GAPS] or None,
    }
    said = [f", {name}={value!r}" for name, value in options.items() if value is not None]
    said += [] if reading.header else [", header=None"]
    said += [f", usecols=range({len(reading.written)})"] if reading.overlong else []
    return "".join(said)


def _keys(reading: Reading, chosen: tuple[Picked, ...]) -> tuple[dict[Picked, str | int], str]:
    """What each chosen column is called in the program's table, and what makes it so: the file's own names, these
    without blanks, or the numbers of the columns."""
    if not reading.header:
        return {each: each.place for each in chosen}, ""
    written = [name.strip() for name in reading.written if name.strip()]
    by_name: dict[Picked, str | int] = {each: each.name for each in chosen}
    if len({" ".join(name.split()) for name in written}) == len(written):
        exact = [reading.written[each.place] for each in chosen]
        if exact == [each.name for each in chosen]:
            return by_name, ""
        if [name.strip() for name in exact] == [each.name for each in chosen]:
            return by_name, "table.columns.str.strip()"
        if [" ".join(name.split()) for name in exact] == [each.name for each in chosen]:
            return by_name, 'table.columns.str.split().str.join(" ")'
    return {each: each.place for each in chosen}, "range(table.shape[1])"


def _number(column: str, picked: Picked, reading: Reading) -> str:
    decimal = '.str.replace(",", ".")' if reading.decimal == "," else ""
    return f"{column}.str.strip({' ' + picked.signs!r}){decimal}.astype(float)"


def _classes(column: str, source: Source) -> str:
    """1 for the rows of class 1, else 0."""
    zeros, ones = source.classes
    one = min(ones, key=len)
    if source.numeric:
        literal = not source.target.signs and source.reading.decimal == "."
        value = Decimal(one) if literal else None
        if value is not None and value == value.to_integral_value() and abs(value) < EXACT:
            return f"({column} == {int(value)}).astype(int)"
        # A fraction is compared with itself: how exactly it is read makes no difference then.
        return f"({column} == {column}.max()).astype(int)"
    if (
        {*zeros, *ones} <= TRUE | FALSE
        and {*zeros, *ones} & FALSE
        and {*zeros, *ones} & TRUE
        and not source.target.loose
    ):
        return f"({column} == {one in TRUE}).astype(int)"
    return f"({column}{'.str.strip()' if source.target.loose else ''} == {one!r}).astype(int)"
