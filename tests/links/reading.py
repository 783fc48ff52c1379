"""What a link means: a link of ``links.toml`` in, meanings with their numbers and sentences out.

A black box: everything is asked of the WSGI server, as a browser asks it.
"""

import os
import re
import struct
import zlib
from functools import cache
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl, quote

import numpy as np

from app import server
from components.address.views import option_keys
from landscapes import Spec

from . import places
from .packed import counts, floats, layer
from .pages import Read, components, controls_of, formula, notice_of, script_data, texts_of
from .places import Json, at, taken

# Where the server thinks it is, whatever machine it is on; and who asks: nobody whose pictures are counted elsewhere.
HOME = "https://lossfold.test/"
ASKER = {"REMOTE_ADDR": "192.0.2.60"}


def asked(address: str, **body: Any) -> Any:
    """The server's answer to an address, or to what is posted there."""
    client = server.test_client()
    with patch.dict(os.environ, {"LOSSFOLD_URL": HOME}):
        if body:
            return client.post(address, environ_overrides=ASKER, **body)
        return client.get(address, environ_overrides=ASKER)


def meanings(link: str) -> Json:
    """Everything that is recorded of a link; ``scene?…``, ``paths?…``, ``extras?…`` are the explorer's questions."""
    path, _, query = link.partition("?")
    kinds = {"/": explorer, "/embed": figure, "/export": figure, "/oembed": card, "/picture.png": picture}
    if path in places.QUESTIONS:
        return answered(path, dict(parse_qsl(query, keep_blank_values=True)))
    return lesson(link) if path.startswith("/learn") else kinds[path](link)


def said(start: Json) -> Json:
    """What a page says to its script, the views' options as the values that their texts mean."""
    texts = start.get(places.OPTIONS, {})
    values = {key.name: key.converter(Spec()).read(texts[key.name]) for key in option_keys() if key.name in texts}
    return {**start, places.OPTIONS: values}


def figure(link: str) -> Json:
    """An embed or export: its page, what its script is told, and its scene. Of a refused one its sentence."""
    answer = asked(link)
    page = Read(answer.text)
    if answer.status_code != 200:
        return {"status": answer.status_code, "refusal": page.alert, "language": page.language}
    start, scene = script_data(answer.text, "start"), script_data(answer.text, "scene")
    found = {
        "page": {
            "language": page.language,
            "theme": page.theme,
            "title": page.title,
            "texts": page.texts,
            "labels": page.labels,
            "sliders": page.sliders,
            "links": [homeless(each) for each in page.links],
            "cards": {name: homeless(text) for name, text in page.metas.items()},
        },
        "said to the script": taken(said(start), places.START),
    }
    if name := answer.headers.get("Content-Disposition"):
        found["file"] = name
    if "figure=" in link:
        return found | {"diagram": diagram(scene)}
    return found | {"scene": scene_of(scene, start[places.WORDS] | spoken(start.get("language") or page.language[:2]))}


def explorer(link: str) -> Json:
    """The explorer: the frame of its page, and what its callback makes of the address."""
    answer = asked(link)
    page = Read(answer.text)
    tree, start, scene = opened(link.removeprefix("/"))
    found: Json = {
        "status": answer.status_code,
        "language": page.language,
        "title": page.title,
        "cards": {name: homeless(text) for name, text in page.metas.items()},
        "notice": notice_of(tree),
        "controls": controls_of(tree),
        "said to the script": taken(said(start), places.START),
        "scene": scene_of(scene, start[places.WORDS]),
    }
    if link in ("/?lang=en", "/?lang=zh"):
        words = start[places.WORDS]
        found["texts"] = page.texts + texts_of(tree)
        found["said of the surface"] = [text for key, text in words.items() if key.startswith(places.SAID_OF_SURFACE)]
    return found


def opened(search: str) -> tuple[Any, Json, Json]:
    """The explorer's components for an address, what its script is told, and its first scene."""
    asks, answers = places.OPEN
    tree = called(asks, answers, search)
    scene = asked(script_data(asked(f"/{search}").text, places.EARLY)["scene"]).get_json()
    stores = {props["id"]: props["data"] for props in components(tree) if "id" in props and "data" in props}
    return tree, stores[places.START_STORE], scene


def called(asks: str, answers: str, value: Any) -> Any:
    """What one of the explorer's callbacks answers."""
    (wanted, its), (given, of) = (each.split(".") for each in (answers, asks))
    body = {
        "output": answers,
        "outputs": {"id": wanted, "property": its},
        "inputs": [{"id": given, "property": of, "value": value}],
        "changedPropIds": [asks],
        "state": [],
    }
    return asked(places.CALLBACK, json=body).json["response"][wanted][its]


@cache
def spoken(language: str) -> dict[str, str]:
    """The sentences that the explorer's script has in a language."""
    return opened(f"?lang={language}&n=61")[1][places.WORDS]


def answered(name: str, query: dict[str, str]) -> Json:
    """One of the explorer's questions, answered or refused."""
    asks, answers, place = places.QUESTIONS[name]
    language = query.pop("lang", "en")
    answer = called(asks, answers, places.question(query, language))
    if places.REFUSED in answer:
        return {"refusal": answer[places.REFUSED]}
    say, found = spoken(language), answer[place]
    if name == "scene":
        return scene_of(found, say)
    if name == "extras":
        return extras_of(found, say)
    return {"tables": [table(each, say) for each in at(found, places.TABLES)]}


def scene_of(scene: Json, say: dict[str, str]) -> Json:
    """The meanings of a scene; ``say``: the sentences for its keys."""
    found = taken(scene, places.SCENE) | {"grid": grid(scene), "sentence": say[at(scene, places.STORY)]}
    found["minimum is proven"] = bool(at(scene, places.RESIDUAL) < 1e-6)
    if closed := at(scene, places.CLOSED):
        found["closed form"] = closed_form(closed, say)
    if text := at(scene, places.FORMULA):
        found["formula"] = formula(text)
    if (notes := at(scene, places.NOTES)) is not None:
        found["notes"] = [
            [say[note[places.SENTENCE]], {meaning: held for meaning, held in taken(note, places.NOTE).items() if held}]
            for note in notes
        ]
    if inputs := at(scene, places.EQUIVALENT_INPUTS):
        found["inputs stand for"] = taken(inputs, places.POLYNOMIAL)
    if terms := at(scene, places.EQUIVALENT_TERMS):
        found["parts stand for"] = {name: taken(term, places.POLYNOMIAL) for name, term in terms.items()}
    if tables := at(scene, places.TABLES):
        found["tables"] = [table(each, say) for each in tables]
    if extras := at(scene, places.EXTRAS):
        found["extras"] = extras_of(extras, say)
    return found


def grid(scene: Json) -> Json:
    """The axis, every layer and J at a few points of the grid."""
    axis = floats(at(scene, places.AXIS))
    layers = {name: layer(packed, axis) for name, packed in at(scene, places.LAYERS).items()}
    weights, powers = at(scene, places.WEIGHTS), at(scene, places.POWERS)
    whole = sum(weight ** powers.get(name, 1) * layers[name] for name, weight in weights.items() if weight)
    return {"axis": [len(axis), *axis[:2], axis[-1]]} | {
        places.LAYER_MEANINGS.get(name, name): entries(each)
        for name, each in (layers | {"J": np.asarray(whole)}).items()
    }


def entries(numbers: np.ndarray) -> list[float]:
    """Two corners, the middle, two points that no symmetry has, the least, the largest and the mean."""
    n = len(numbers)
    here = ((0, 0), (0, -1), (n // 2, n // 2), (n // 3, n // 5), (3 * n // 4, n // 2 + 1))
    return [*(float(numbers[i, j]) for i, j in here), *map(float, (numbers.min(), numbers.max(), numbers.mean()))]


def closed_form(closed: Json, say: dict[str, str]) -> Json:
    return {"sentence": say[closed[places.SENTENCE]], "numbers": closed[places.CLOSED_NUMBERS]}


def table(packed: Json, say: dict[str, str]) -> Json:
    """Minimisers along sliders: how many have which sentence, sums over all of them, and four of them."""
    stops, cases, case, points, loss = (
        at(packed, path) for path in (places.STOPS, places.CASES, places.CASE, places.POINTS, places.LOSS)
    )
    some = np.unique(np.linspace(0, len(case) - 1, 4).round().astype(int))
    sentences = [[kind, say[key]] for kind, key in cases]
    found = taken(packed, places.TABLE) | {
        "stops": [[len(each), each[0], each[-1]] for each in stops],
        "cases": [[*each, case.count(k)] for k, each in enumerate(sentences)],
        "sums": [sum(map(sum, points)), sum(abs(b) for each in points for b in each), sum(loss)],
        "minima": [[*points[k], loss[k]] for k in some],
        "sentences": [case[k] for k in some],
        "all proven": bool(max(at(packed, places.RESIDUALS)) < 1e-6),
    }
    if closed := at(packed, places.TABLE_CLOSED):
        found["closed forms"] = [each and closed_form(each, say) for each in (closed[k] for k in some)]
    return found


def extras_of(extras: Json, say: dict[str, str]) -> Json:
    """What views have asked for, in a few numbers of each kind."""
    found: Json = {"slider": at(extras, places.SLIDER)}
    if path := taken(extras, places.PATH):
        found["path"] = {meaning: thinned(value) for meaning, value in path.items()}
    if folds := taken(extras, places.FOLDS):
        found["folds"] = {meaning: thinned(value) for meaning, value in folds.items()}
    if cloud := taken(extras, places.CLOUD):
        found["cloud"] = {meaning: thinned(value) for meaning, value in cloud.items()}
        if text := at(extras, places.CLOUD_POINTS):
            shape = len(at(extras, places.CLOUD_STOPS)), at(extras, places.CLOUD_SAMPLES), 2
            found["cloud"]["counts"] = thinned(counts(text, *shape).ravel().tolist(), 24)
    if trajectories := taken(extras, places.TRAJECTORIES):
        found["walks"] = {meaning: thinned(value) for meaning, value in trajectories.items()}
        size, steps = len(at(extras, places.TRAJECTORIES_AT)), at(extras, places.TRAJECTORIES_STEPS) + 1
        found["each walk"] = [trajectory(each, size, steps, say) for each in at(extras, places.TRAJECTORIES_EACH)]
    if ridge := taken(extras, places.RIDGE):
        found["ridge"] = {meaning: thinned(value) for meaning, value in ridge.items()}
    if (cells := at(extras, places.CELLS)) is not None:
        found["cells"] = {"compare": at(extras, places.CELLS_COMPARE), "tables": [table(each, say) for each in cells]}
    return found


def trajectory(packed: Json, size: int, steps: int, say: dict[str, str]) -> Json:
    """One method's trajectories at all weights."""
    points = counts(packed[places.TRAJECTORY_POINTS], size, steps, 2)
    heights = counts(packed[places.TRAJECTORY_HEIGHTS], size, steps, 1)
    verdicts = packed[places.TRAJECTORY_SAYS]
    return {
        **{meaning: thinned(value) for meaning, value in taken(packed, places.TRAJECTORY).items()},
        "points in counts": thinned(points.ravel().tolist(), 16),
        "heights in counts": thinned(heights.ravel().tolist()),
        "verdicts": thinned(verdicts, 3),
    }


def thinned(value: Any, most: int = 8) -> Any:
    """Of a long list so many entries, from the first to the last."""
    if not isinstance(value, list) or len(value) <= most:
        return value
    return [value[k] for k in np.linspace(0, len(value) - 1, most).round().astype(int)]


def diagram(scene: Json) -> Json:
    """The data of a figure that is no landscape."""
    found = taken(scene, places.DIAGRAM)
    if "spreads" in scene:
        # The script finds these by itself: test variance over training variance, at each stop of c and of δ.
        means, spreads = np.array(scene["stops"]["c"])[:, np.newaxis], np.array(scene["spreads"][scene["family"]])
        found["ratios"] = (1.0 / (1.0 + spreads * (1.0 + means**2))).tolist()
    for table in ("ratios", "draws"):
        if rows := found.get(table):
            found[table] = [thinned(each) for each in thinned(rows)]
    norms = {name: taken(norm, places.NORM) for name, norm in (at(scene, places.NORMS) or {}).items()}
    thin = {name: {meaning: thinned(value, 12) for meaning, value in norm.items()} for name, norm in norms.items()}
    return {meaning: thinned(value, 12) for meaning, value in found.items()} | ({"norms": thin} if thin else {})


def card(link: str) -> Json:
    """An oEmbed answer. ``url=embed?…`` in the list stands for this server's own address, written as a link has it."""
    path, _, inner = link.partition("url=")
    url, *rest = re.split(r"&(?=maxwidth|maxheight|format)", inner)
    url = url if "://" in url or not url else HOME + url.removeprefix("/")
    answer = asked(f"{path}url={'&'.join([quote(url, safe=''), *rest])}")
    return {"status": answer.status_code, "answer": {name: homeless(text) for name, text in answer.json.items()}}


def picture(link: str) -> Json:
    """A picture's kind and size."""
    answer = asked(link)
    if answer.status_code != 200:
        page = Read(answer.text)
        return {"status": answer.status_code, "refusal": page.alert, "language": page.language}
    return {"kind": answer.mimetype, "size": list(struct.unpack(">II", answer.data[16:24]))}


def lesson(link: str) -> Json:
    """A page of the course: its title, its links, and of every paragraph the beginning and a check sum."""
    answer = asked(link)
    page = Read(answer.text)
    return {
        "status": answer.status_code,
        "language": page.language,
        "title": page.title,
        "claim": page.metas.get("description"),
        "picture": homeless(page.metas.get("og:image")),
        "links": [homeless(each) for each in page.links if "embed?" in each],
        "texts": [f"{text[:6]}… {zlib.crc32(text.encode()):08x}" if len(text) > 20 else text for text in page.main],
    }


def homeless(text: Any) -> Any:
    """A text without the server's own address."""
    return text.replace(HOME, "…/").replace(quote(HOME, safe=""), "…/") if isinstance(text, str) else text
