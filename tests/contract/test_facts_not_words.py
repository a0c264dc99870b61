"""Facts are fields: no code asks what a sentence says, or how a key begins or ends.

Every test of text in the source is listed here with what it reads: files and addresses of others, codes whose digits
have meaning, what a visitor typed. A new one fails, until it is a field or stands in the list with its reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("web", "pages", "data", "indicators", "agenda", "tools")
ENDS = {"startswith", "endswith", "removeprefix", "removesuffix"}
CUTS = {"partition", "rpartition", "split", "rsplit", "find", "rfind", "index", "rindex", "count", "replace"}
PATTERNS = {"sub", "subn", "match", "search", "fullmatch", "split", "findall", "finditer"}
COLUMNS = {"contains", "extract", "match", "fullmatch", "startswith", "endswith"}
# Attributes and names that hold words for people.
WORDS = {
    *("note", "notes", "title", "short", "plain", "sentence", "question", "universe", "absence", "caveat", "caveats"),
    *("caution", "reason", "unit", "shown_unit", "formula", "across_states", "licence", "citation", "version", "table"),
    *(
        "label",
        "withheld",
        "standing",
        "takeaway",
        "remarks",
        "source_line",
        "licence_words",
        "words",
        "heading",
        "error",
    ),
}
SENTENCES = {"note", "caveat", "sentence", "plain", "universe", "question", "reason"}
KEYS = {"key", "family", "group", "indicator", "dataset", "id", "overlays", "overlay", "without_institutions"}

# What the source may ask of a text, by why.
ALLOWED = {
    "the digits of a code of a place have a meaning": {
        "geoid.str.startswith(PUERTO_RICO)",
        "code.startswith(PUERTO_RICO)",
        "np.char.startswith(geoids, PUERTO_RICO)",
        "code.startswith(CONNECTICUT)",
        "county.startswith(CONNECTICUT)",
        "np.char.startswith(geoids, state)",
        "figure.geoid.startswith(state)",
        "figure.geoid.startswith(shown.area)",
        "geoids.str.fullmatch(f'[0-9]{{{width}}}')",
    },
    "a publisher's file, its names and its codes": {
        "places['name'].str.extract(', ([A-Z]{2})\\\\b', expand=False)",
        "code.endswith('000')",
        "rows['GEOID'].str.endswith('000')",
        "tidy.pad(pd.Series([code]), 7)[0].startswith('00')",
        "name.endswith('_lb')",
        "lower.removesuffix('_lb')",
        "agencies['name'].str.contains(CHARTER_NAME, case=False)",
        "districts['name'].str.endswith('Elementary')",
        "name.removeprefix('Urban ').removesuffix(' city')",
        "name.removeprefix('Urban ')",
        "_TOWNS.split(title)",
        "_IN_BRACKETS.sub('', title)",
    },
    "a file of whatever kind: its name, its first bytes, its ends of lines": {
        "'field limit' in str(error)",
        "name.startswith('_')",
        "path.name.startswith('.')",
        "name.startswith(f'{folder}/')",
        "file.endswith('.csv')",
        "file.endswith('.gz')",
        "file.endswith('.zip')",
        "name.endswith('.csv')",
        "file.removesuffix(Path(file).suffix)",
        "m.filename.startswith('__MACOSX/')",
        "read_bytes(inputs, file).endswith((b'\\n', b'\\r'))",
        "text.lstrip()[:20].lower().startswith(_WEB_PAGE)",
        "head.startswith(mark)",
        "head.startswith(start)",
        "line.removesuffix('\\r\\n')",
        "svg[size.end():].removesuffix('</svg>')",
        "line[2].removesuffix('px')",
    },
    "what a visitor typed, and the names it may mean": {
        "text.casefold().removeprefix('zip')",
        "text.casefold().removeprefix('zip').removeprefix(' code')",
        "part.endswith(' county')",
        "code.startswith(text)",
        "other.startswith(name)",
    },
    "an address": {
        "page.netloc.lower().removesuffix(usual)",
        "host.lower().removesuffix(usual)",
        "rest.endswith('.json')",
        "rest.removesuffix('.json')",
        "path.removesuffix(f'/{page}')",
        "scope['path'].endswith(HEALTH_PATH)",
        "scope['path'].startswith(self._data)",
        "tag.strip().removeprefix('W/')",
        "exhibit_key.startswith('inside-')",
        "exhibit_key.removeprefix('inside-')",
    },
    "letters and signs as they are written, whatever the words": {
        "cell.startswith(_BREAKS)",
        "lines[-1].endswith('…')",
        "text.startswith(NAMES)",
        "_READ.finditer(plain)",
        "str(reason).replace('|', '/')",
        "str(error).split()",
        "spec.question.removesuffix('?')",
    },
    "a place that a text has for something, which is filled": {
        """citation.replace(PLACE, f"table{('s' if len(tables) > 1 else '')} {', '.join(tables)}")""",
    },
    "no text: members, columns, the parts of a key that is a tuple": {
        "'geoid' in table",
        "BASE in table",
        "status_of(each) in table",
        "period not in self._store.periods(key, 'tract')",
        "period not in self.store.periods(key, level)",
    },
}


def found_in(source: str) -> set[str]:
    """Every test of text, as it is written."""
    return {ast.unparse(node) for node in ast.walk(ast.parse(source)) if _asks_words(node)}


def _asks_words(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _is_asking_call(node, node.func)
    if isinstance(node, ast.Compare):
        return any(_is_comparison(pair, sign) for pair, sign in _compared(node))
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Slice):
        return False
    # a first letter, and the rest: how words are put into a sentence
    is_part = isinstance(node.value, ast.Attribute) and ast.unparse(node.slice) not in (":1", "1:")
    return is_part and bool(_names(node.value) & (WORDS | KEYS))


def _is_asking_call(node: ast.Call, called: ast.Attribute) -> bool:
    if called.attr in ENDS:
        return True
    if isinstance(called.value, ast.Attribute) and called.value.attr == "str":
        return called.attr in COLUMNS
    if called.attr in CUTS and _names(called.value) & (WORDS | KEYS):
        return True
    return called.attr in PATTERNS and any(_names(given) & (WORDS | KEYS) for given in node.args)


def _compared(node: ast.Compare) -> Iterator[tuple[tuple[ast.expr, ast.expr], ast.cmpop]]:
    yield from zip(pairwise([node.left, *node.comparators]), node.ops, strict=True)


def _is_comparison(pair: tuple[ast.expr, ast.expr], sign: ast.cmpop) -> bool:
    if isinstance(sign, (ast.In, ast.NotIn)):
        return bool(_names(pair[1]) & (WORDS | KEYS)) and isinstance(pair[1], (ast.Attribute, ast.Call, ast.Name))
    if not isinstance(sign, (ast.Eq, ast.NotEq)) or any(ast.unparse(side) == "''" for side in pair):
        return False
    return any(_is_words(side) for side in pair)


def _is_words(side: ast.expr) -> bool:
    """Whether a side of a comparison holds words; a name alone may be of anything, but for those of sentences."""
    wanted = SENTENCES if isinstance(side, ast.Name) else WORDS
    return isinstance(side, (ast.Attribute, ast.Call, ast.Name)) and bool(_names(side) & wanted)


def _names(node: ast.AST) -> set[str]:
    """What an expression is of: the last name, through calls like ``.lower()`` and ``str()``."""
    if isinstance(node, ast.Attribute):
        return {node.attr}
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.Call):
        inner = node.func.value if isinstance(node.func, ast.Attribute) else None
        return set().union(*(_names(each) for each in (*node.args, *([inner] if inner else []))))
    if isinstance(node, ast.Subscript):
        text = node.slice.value if isinstance(node.slice, ast.Constant) else None
        return {text} if isinstance(text, str) else _names(node.value)
    return set()


def _source() -> list[Path]:
    paths = (path for folder in FOLDERS if (ROOT / folder).is_dir() for path in (ROOT / folder).rglob("*.py"))
    return [ROOT / "app.py", *sorted(paths)]


def test_no_code_asks_for_the_words_of_a_sentence_or_the_ends_of_a_key() -> None:
    allowed = set().union(*ALLOWED.values())
    uses = {text: path.name for path in _source() for text in found_in(path.read_text(encoding="utf-8"))}
    assert {text: path for text, path in uses.items() if text not in allowed} == {}
    assert sorted(allowed - set(uses)) == [], "no longer in the source"


@pytest.mark.parametrize(
    "code",
    [
        "spec.key.startswith('cz_')",
        "key.removesuffix('_in_households')",
        "name.startswith('cities')",
        "'fewer than 1,000 people' in estimate.note",
        "'outline' in overlay",
        "direction in spec.plain.lower()",
        "'{per100}' in spec.sentence",
        "caveat in series.note",
        "title.partition(' of ')",
        "option.title.split(': ')",
        "re.sub('^Believed ', '', source.licence)",
        "_PATTERN.match(str(figure.note))",
        "before.universe != after.universe",
        "figures['note'].str.contains('Withheld')",
        "provenance.citation.replace('tables', 'table')",
        "spec.key[-5:] == '_white'",
        "'unexpected end' in str(error)",
        "caveat != CAVEAT",
    ],
)
def test_the_scan_sees(code: str) -> None:
    assert found_in(code)


@pytest.mark.parametrize(
    "code", ["spec.key == 'gini'", "spec.key in HEADLINES", "note != ''", "spec.short[:1].upper()", "level in levels"]
)
def test_the_scan_lets_through(code: str) -> None:
    assert not found_in(code)
