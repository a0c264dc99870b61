"""Read publishers' boundary files (GeoJSON, TopoJSON, shapefiles); a damaged file is an InputError of one line."""

from __future__ import annotations

import json
import struct
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from data.sources.errors import InputError
from data.sources.tables import HEADER_HINT, WHOLE_HINT, existing, opening, read_bytes

POLYGONS = ("Polygon", "MultiPolygon")
SHAPEFILE = (".shp", ".shx", ".dbf")  # the parts without which there is none
_SHX_HEADER, _SHX_RECORD = 100, 8  # bytes; ESRI Shapefile Technical Description, 1998


def read_shapes(
    inputs: Path, file: str, columns: Sequence[str], *, layer: str | None = None, geometry: bool = True
) -> Any:
    """The named columns (without blanks) and the polygons of every feature: a GeoDataFrame; without geometry a frame.

    layer: object of a TopoJSON file. Raises InputError where the file is absent, cut, damaged or of another layout.
    """
    expected = count_shapes(inputs, file, layer)
    frame = _read(existing(inputs, file), file, geometry, {} if layer is None else {"layer": layer})
    if len(frame) != expected:
        raise InputError(file, None, None, f"{len(frame)} of {expected} outlines can be read", WHOLE_HINT)
    for column in columns:
        if column not in frame:
            raise InputError(file, None, column, "the column is missing", HEADER_HINT)
        blank = np.flatnonzero(frame[column].isna())
        if len(blank):
            raise InputError(file, None, column, f"outline {blank[0] + 1} has none", HEADER_HINT)
    if geometry:
        _check_polygons(frame.geometry, file)
    return frame[[*columns, "geometry"] if geometry else list(columns)]


def _read(path: Path, file: str, geometry: bool, options: Mapping[str, str]) -> Any:
    """Read with GDAL, and raise its warnings as errors afterwards: GDAL warns in a callback that can't raise."""
    from pyogrio import read_dataframe

    source = path.with_suffix(".shp") if path.suffix == ".dbf" else path
    with opening(file, "a boundary file"), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", RuntimeWarning)
        frame = read_dataframe(source, read_geometry=geometry, **options)
    odd = [warning for warning in caught if issubclass(warning.category, RuntimeWarning)]
    if odd:
        raise InputError(file, None, None, f"an outline is damaged ({odd[0].message})", WHOLE_HINT)
    return frame


def _check_polygons(shapes: Any, file: str) -> None:
    for number, kind in enumerate(shapes.geom_type, 1):
        if kind not in POLYGONS:
            raise InputError(file, None, None, f"outline {number} is no polygon", WHOLE_HINT)
    west, south, east, north = shapes.total_bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise InputError(file, None, None, "an outline does not lie on the earth", "Degrees are expected")


def count_shapes(inputs: Path, file: str, layer: str | None = None) -> int:
    """How many outlines a boundary file has. layer: None for all of them. Raises InputError as ``read_shapes``."""
    if Path(file).suffix in SHAPEFILE:
        return _shapefile_records(inputs, file)
    with opening(file, "GeoJSON"):
        content = json.loads(read_bytes(inputs, file))
    features = list(_features(content, file, layer))
    for number, feature in enumerate(features, 1):
        shape = feature.get("geometry") if content["type"] == "FeatureCollection" else feature
        if not isinstance(shape, dict) or shape.get("type") not in POLYGONS:
            raise InputError(file, None, None, f"outline {number} is no polygon", WHOLE_HINT)
    if not features:
        raise InputError(file, None, None, "the file has no outlines", WHOLE_HINT)
    return len(features)


def _features(content: Any, file: str, layer: str | None) -> Iterator[dict[str, Any]]:
    """Features of GeoJSON, geometries of TopoJSON: of one layer, or of all."""
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "FeatureCollection":
        groups = [content.get("features")]
    elif kind == "Topology" and isinstance(content.get("objects"), dict):
        objects = content["objects"]
        if layer is not None and layer not in objects:
            raise InputError(file, None, None, f"the file has no layer {layer}", HEADER_HINT)
        wanted = objects if layer is None else [layer]
        groups = [objects[name].get("geometries") if isinstance(objects[name], dict) else None for name in wanted]
    else:
        groups = [None]
    for group in groups:
        if not isinstance(group, list) or not all(isinstance(feature, dict) for feature in group):
            raise InputError(file, None, None, "the file is neither GeoJSON nor TopoJSON of polygons", HEADER_HINT)
        yield from group


def _shapefile_records(inputs: Path, file: str) -> int:
    """Records of the three files of a shapefile, if each is as long as it says and they agree."""
    stem = file.removesuffix(Path(file).suffix)
    counts = {}
    for suffix in SHAPEFILE:
        name = f"{stem}{suffix}"
        content = read_bytes(inputs, name)
        with opening(name, "part of a shapefile"):
            length, counts[suffix] = _by_header(content, suffix)
        if not length <= len(content) <= length + 1:  # a .dbf may end with a mark
            problem = f"the file has {len(content)} bytes, but {length} by its own header"
            raise InputError(name, None, None, problem, WHOLE_HINT)
    if counts[".shx"] != counts[".dbf"]:
        problem = f"{counts['.dbf']} records, but {counts['.shx']} outlines in the .shx beside it"
        raise InputError(f"{stem}.dbf", None, None, problem, WHOLE_HINT)
    return counts[".dbf"]


def _by_header(content: bytes, suffix: str) -> tuple[int, int]:
    """Bytes and records by a part's header (the .shp does not say its records: 0)."""
    if suffix == ".dbf":
        records, header, record = struct.unpack_from("<IHH", content, 4)
        return header + records * record, records
    (halves,) = struct.unpack_from(">i", content, 24)
    return 2 * halves, (2 * halves - _SHX_HEADER) // _SHX_RECORD if suffix == ".shx" else 0
