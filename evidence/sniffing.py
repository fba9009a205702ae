"""What a file is, by its content: the dozen types we take, each with its own signature, and a second opinion.

A name says nothing by itself; a name that disagrees with the content is refused. Everything that is not in the
table is refused: programs, pages, drawings with scripts, archives.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

import puremagic

HEAD = 4096
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
M4A_BRANDS = {b"M4A ", b"M4B "}
MOV_BRANDS = {b"qt  "}
MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"3gp4",
    b"3gp5",
    b"MSNV",
}


@dataclass(frozen=True)
class FileType:
    """A type we take: its name, extensions, media type, signature, and what a second opinion may call it."""

    name: str
    extensions: frozenset[str]
    media_type: str
    test: Callable
    also: set[str]


def begins(*signatures):
    return lambda head, path: head.startswith(signatures)


def riff(form):
    return lambda head, path: head[:4] == b"RIFF" and head[8:12] == form


def brand(brands):
    return lambda head, path: head[4:8] == b"ftyp" and head[8:12] in brands


def mp3(head, path):
    """Whether it begins with an ID3 tag or with the frame of an MPEG audio layer III."""
    return head[:3] == b"ID3" or (len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def office(inside):
    return lambda head, path: head[:4] == b"PK\x03\x04" and holds(path, inside)


def holds(path, inside):
    """Whether the archive holds the part that makes it this kind of document, and no program."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return inside in names and not any(name.lower().endswith(PROGRAMS) for name in names)


PROGRAMS = ("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".class")

OFFICE = "application/vnd.openxmlformats-officedocument"
# what another reader may call the same thing
JPEG = {"jpe", "jfif", "jif"}
HEIC = {"heics", "heifs", "hif", "avif"}
MP3 = {"mpa", "mp2", "mpga", "koz", "id3"}
QUICK = {"mp4", "m4v", "mov", "qt", "m4a", "m4b", "3gp", "3gpp", "f4v", "mj2", "psp", "avc", "aac"}

# fmt: off
TYPES = tuple(FileType(name, frozenset(ends.split()), media, test, set(also)) for name, ends, media, test, also in (
    ("JPEG 图片",    "jpg jpeg",  "image/jpeg",      begins(b"\xff\xd8\xff"),      JPEG),
    ("PNG 图片",     "png",       "image/png",       begins(b"\x89PNG\r\n\x1a\n"), {"apng"}),
    ("WebP 图片",    "webp",      "image/webp",      riff(b"WEBP"),                {"riff"}),
    ("HEIC 图片",    "heic heif", "image/heic",      brand(HEIC_BRANDS),           HEIC | QUICK),
    ("PDF 文档",     "pdf",       "application/pdf", begins(b"%PDF-"),             {"ai", "fdf"}),
    ("MP4 视频",     "mp4 m4v",   "video/mp4",       brand(MP4_BRANDS),            QUICK),
    ("MOV 视频",     "mov",       "video/quicktime", brand(MOV_BRANDS),            QUICK),
    ("M4A 录音",     "m4a",       "audio/mp4",       brand(M4A_BRANDS),            QUICK),
    ("MP3 录音",     "mp3",       "audio/mpeg",      mp3,                          MP3),
    ("WAV 录音",     "wav",       "audio/wav",       riff(b"WAVE"),                {"riff", "wave"}),
    ("Word 文档",    "docx", f"{OFFICE}.wordprocessingml.document", office("word/document.xml"), ()),
    ("Excel 表格",   "xlsx", f"{OFFICE}.spreadsheetml.sheet",       office("xl/workbook.xml"),   ()),
    ("OFD 版式文档", "ofd",  "application/ofd",                     office("OFD.xml"),           ()),
))
# fmt: on
READABLE = {"image/jpeg", "image/png", "image/webp"}
EXTENSIONS = {extension for kind in TYPES for extension in kind.extensions}
TAKEN = "可以上传 JPG、PNG、WebP 图片，PDF、OFD、DOCX、XLSX 文档，MP4、MOV 视频，MP3、M4A、WAV 录音"


class WrongType(Exception):
    """Why a file is not taken, in words, and what to do."""

    def __init__(self, message, remedy=TAKEN):
        self.message, self.remedy = message, remedy
        super().__init__(message)


def type_of(name, path):
    """Return the type of the file at `path`, or raise WrongType: by extension, signature and second opinion."""
    extension = PurePath(name).suffix.lower().lstrip(".")
    if extension not in EXTENSIONS:
        raise WrongType(f"不接收 .{extension} 文件" if extension else "文件名没有扩展名，不知道是什么文件")
    with open(path, "rb") as handle:
        head = handle.read(HEAD)
    found = next((kind for kind in TYPES if kind.test(head, path)), None)
    if found is None:
        raise WrongType(f"文件名是 .{extension}，内容却不是", "用原来的程序打开确认文件没有损坏，再上传")
    if extension not in found.extensions:
        raise WrongType(
            f"文件名是 .{extension}，内容却是{found.name}", "上传拍摄或者导出的原文件，不要改扩展名"
        )
    if other := second_opinion(head, found):
        raise WrongType(f"文件像{found.name}，又像 .{other}，无法确定是什么", "上传拍摄或者导出的原文件")
    return found


def second_opinion(head, found):
    """Return what another reader takes the file for, when that is none of what we do; archives are ours to read."""
    if head.startswith(b"PK"):
        return ""
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    named = [match.extension.lstrip(".").lower() for match in matches if match.extension]
    known = found.extensions | found.also
    return "" if not named or any(name in known for name in named) else named[0]
