"""Make the fallback font and the coverage file of this folder, by hand, when a font changes.

Needs fontTools:

python enforcement/documents/fonts/build.py merge <folder of woff2 slices>
python enforcement/documents/fonts/build.py rest <folder with HanaMinA.ttf and HanaMinB.ttf>
python enforcement/documents/fonts/build.py coverage
"""

import sys
import tempfile
import zlib
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
BODY, TITLE, FALLBACK = "FandolFang-Regular.otf", "FandolSong-Bold.otf", "NotoSerifSC-Regular.ttf"
NAMES = {1: "Noto Serif SC", 2: "Regular", 4: "Noto Serif SC", 6: "NotoSerifSC-Regular"}
RARE = {"HanaMinA.ttf": "HanaMinA-rest.ttf", "HanaMinB.ttf": "HanaMinB-rest.ttf"}
PLANES = 0x30000  # the basic plane and the two with Han characters
# Layout features of 98 slices do not merge well, and a fallback for single characters needs none of them.
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "gasp", "prep", "fpgm", "cvt ", "VDMX", "meta")


def merge(folder):
    """Join the slices in `folder` into one TrueType font."""
    with tempfile.TemporaryDirectory() as work:
        slices = []
        for source in sorted(Path(folder).glob("*-400-normal.woff2")):
            font = TTFont(source)
            font.flavor = None
            for tag in DROPPED:
                if tag in font:
                    del font[tag]
            slices.append(str(Path(work) / f"{source.stem}.ttf"))
            font.save(slices[-1])
        font = Merger().merge(slices)
    for number, name in NAMES.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font["head"].created = font["head"].modified = 3_849_984_000  # fixed: the same slices give the same bytes
    font.recalcTimestamp = False
    font.save(HERE / FALLBACK)


def rest(folder):
    """Keep of the rare fonts in `folder` what the others lack: GB 18030-2022 level 3 as far as they have it."""
    had = covered()
    for name, kept in RARE.items():
        options = subset.Options(
            hinting=False, layout_features=[], name_IDs=["*"], drop_tables=[*DROPPED, "vhea", "vmtx"]
        )
        font = subset.load_font(str(Path(folder) / name), options)
        points = {point for point in font.getBestCmap() if 0xFF < point < PLANES and point not in had}
        had |= points
        cut = subset.Subsetter(options)
        cut.populate(unicodes=points)
        cut.subset(font)
        font.recalcTimestamp = False
        font.save(HERE / kept)


def points_of(name):
    return set(TTFont(HERE / name, lazy=True).getBestCmap())


def covered(*more):
    """Return the code points that body and titles can both print, alone, with the fallback or with `more` fonts."""
    return points_of(FALLBACK).union(points_of(BODY) & points_of(TITLE), *map(points_of, more))


def bitmap(points):
    """Return one bit per code point, compressed."""
    bits = bytearray(PLANES // 8)
    for point in points:
        bits[point >> 3] |= 1 << (point & 7)
    return zlib.compress(bytes(bits), 9)


if __name__ == "__main__":
    if sys.argv[1] == "merge":
        merge(sys.argv[2])
    if sys.argv[1] == "rest":
        rest(sys.argv[2])
    (HERE / "coverage.bin").write_bytes(bitmap(covered(*RARE.values())))
