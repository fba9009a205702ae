"""The city's divisions: reading the sheet, full names, marks, and the modes made up for the demonstration.

Pure functions over rows; `services.units` writes what they say.
"""

import csv
import re
from collections import Counter
from pathlib import Path

from enforcement.teams import paths

SHEET = Path(__file__).parent / "data" / "divisions.csv"
COLUMNS = ["code", "name", "level", "parent_code"]
LENGTHS = {
    "city": paths.CITY,
    "county": paths.COUNTY,
    "street": paths.AGENCY,
    "township": paths.AGENCY,
    "other": paths.AGENCY,
}
KINDS = {"city": "CITY", "county": "COUNTY", "street": "STREET", "township": "TOWNSHIP", "other": "ZONE"}
RANKED = {"STREET", "TOWNSHIP"}  # development zones and farms are not ranked (ruling 13)

# agencies beside the towns, by the last three digits of their path
DEPARTMENT, CENTRE, SUPERVISION = "901", "902", "903"


def read_divisions(sheet=SHEET):
    """Return the rows of the sheet with their line numbers, as (line, {column: text})."""
    with open(sheet, encoding="utf-8-sig", newline="") as lines:
        return [(number, row) for number, row in enumerate(csv.DictReader(lines), start=2)]


def fault_of(row, seen):
    """Return in words what is wrong with a row, or nothing. `seen` are the codes already taken."""
    code, level = row.get("code") or "", row.get("level")
    if level not in LENGTHS:
        return f"级别“{level}”不认识"
    if not (code.isascii() and code.isdigit() and len(code) == LENGTHS[level]):
        return f"代码“{code}”不是 {LENGTHS[level]} 位数字"
    if not (row.get("name") or "").strip():
        return "没有名称"
    if code in seen:
        return "代码重复"
    if level != "city" and row["parent_code"] not in seen:
        return f"上级“{row['parent_code']}”不在表中"
    if level != "city" and paths.parent_of(code) != row["parent_code"]:
        return f"代码不在上级“{row['parent_code']}”之下"
    return ""


def bare(name):
    """Return a name without the word for what it is: 楚门镇 → 楚门."""
    return re.sub(r"(街道|镇|乡|县|市|区)$", "", name)


def county_in_full(county, city):
    """Return a county's name as its agencies sign: a district with its city before it, others alone."""
    return f"{city}{county}" if county.endswith("区") else county


def full_name_of(level, name, city):
    """Return the name with which a unit signs: 楚门镇人民政府, 海门街道办事处."""
    if level == "county":
        return county_in_full(name, city)
    return name + {"township": "人民政府", "street": "办事处"}.get(level, "")


def marks_of(rows):
    """Return the mark 机关代字 of every town by its code: county's and town's first characters, 玉楚综执.

    Towns of one county that begin alike take the whole of their bare names: 椒海门综执, 椒海虹综执.
    """
    counties = {row["code"]: row["name"][0] for row in rows if row["level"] == "county"}
    towns = [row for row in rows if row["level"] in {"street", "township"}]
    alike = Counter((row["parent_code"], row["name"][0]) for row in towns)
    return {
        row["code"]: counties[row["parent_code"]]
        + (row["name"][0] if alike[row["parent_code"], row["name"][0]] == 1 else bare(row["name"]))
        + "综执"
        for row in towns
    }


def demonstration_modes(rows=None):
    """Return {town: (mode, the stationed town that serves it)}: 93 赋权, 13 派驻, 24 辐射 (G11).

    Which town has which mode is invented: the numbers are the city's, the names are not. The 24 townships 乡
    are served from the seat of their county; the seats, and the second streets of the four largest counties,
    have a stationed squad; all others act in their own name.
    """
    rows = rows or [row for _, row in read_divisions()]
    towns = [row for row in rows if row["level"] in {"street", "township"}]
    sizes = Counter(row["parent_code"] for row in towns if row["level"] == "street")
    largest = set(sorted(sizes, key=lambda county: (-sizes[county], county))[:4])
    stationed = {code + "001" for code in sizes} | {code + "002" for code in largest}
    return {row["code"]: mode_of(row, stationed) for row in towns}


def mode_of(row, stationed):
    if row["code"] in stationed:
        return "STATIONED", row["code"]
    if row["name"].endswith("乡"):
        return "SERVED", row["parent_code"] + "001"
    return "EMPOWERED", None
