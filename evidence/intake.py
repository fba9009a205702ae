"""From an upload to a stored original: what is refused, and what is read from the file itself."""

from datetime import timedelta
from pathlib import PurePath

from django.conf import settings

from enforcement.errors import Refused
from enforcement.law.findings import Finding, Level
from evidence import exif, sniffing, storage
from evidence.models import Piece

ASKED = "接收证据"
SKEW = timedelta(minutes=5)  # a telephone's clock may be ahead of ours by this much
HEIC_REMEDY = (
    "在 iPhone 的“设置→相机→格式”选“兼容性最佳”后重新拍摄；已经拍的，在“照片”里用“拷贝照片”或者“导出”存为 JPG 再上传，"
    "并把原文件留好"
)
MEGABYTE = 1024 * 1024


def stop(message, remedy, rule="内部规定"):
    """Return a finding that stands in the way."""
    return Finding(rule=rule, level=Level.BLOCK, message=message, remedy=remedy)


def faults_of(upload, *, kind, time_source, captured_at, latitude, longitude, at):
    """Return everything that stands in the way before a byte is read."""
    bad = []
    if not upload.size:
        bad.append(stop("文件是空的", "重新拍摄或者选择文件"))
    elif upload.size > settings.UPLOAD_MAX_BYTES:
        bad.append(too_large(upload.size))
    if kind not in Piece.Kind.values:
        bad.append(stop(f"没有“{kind}”这种证据", "在八种证据中选择", "R-901"))
    if time_source not in Piece.TimeSource.values:
        bad.append(stop("没有写明取得时间的来源", "选择设备时钟、服务器时钟或者人工填写", "R-901"))
    if captured_at is None:
        bad.append(stop("没有取得时间", "补填取得时间", "R-901"))
    elif captured_at > at + SKEW:
        bad.append(stop("取得时间晚于现在", "核对设备时间后改正", "R-901"))
    if (latitude is None) != (longitude is None):
        bad.append(stop("经纬度只有一个", "两个都填或者都不填"))
    elif latitude is not None and not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        bad.append(stop("经纬度超出范围", "核对经纬度，或者只填地点"))
    return bad


REMEDY = "压缩视频，或者剪成几段、每段作为一份证据上传；原始载体封存，在说明里写明存放处"


def too_large(size):
    limit = settings.UPLOAD_MAX_BYTES / MEGABYTE
    return stop(
        f"文件 {size / MEGABYTE:.1f} MB，超过上限 {limit:g} MB",
        REMEDY,
    )


def store(upload, said, at):
    """Write the upload to its place, once, and return the columns that come from the file itself.

    `said` is what the officer says about it: a fault in that is found before a byte is read.
    """
    if bad := faults_of(upload, **said, at=at):
        raise Refused(ASKED, bad)
    with storage.incoming(upload, settings.UPLOAD_MAX_BYTES) as (path, digests):
        if digests.size > settings.UPLOAD_MAX_BYTES:
            raise Refused(ASKED, [too_large(digests.size)])
        found = type_or_refuse(upload.name, path)
        width, height, metadata = picture_or_refuse(found, path)
        sha256, sm3 = digests.finish()
        file, fresh = storage.keep(path, sha256)
    if not fresh and not is_sound(file, sha256):
        words = "存储中同一内容的文件已损坏，没有接收"
        raise Refused(ASKED, [stop(words, "联系系统管理员检查证据存储", "R-902")])
    read = {"width": width, "height": height, "metadata": metadata, "device": metadata.get("device", "")}
    digested = {"file": file, "sha256": sha256, "sm3": sm3, "size": digests.size}
    return read | digested | {"media_type": found.media_type, "original_name": clean_name(upload.name)}


def type_or_refuse(name, path):
    try:
        return sniffing.type_of(name, path)
    except sniffing.WrongType as wrong:
        raise Refused(ASKED, [stop(wrong.message, wrong.remedy)]) from wrong


def picture_or_refuse(found, path):
    """Return size and sayings of a picture; one that begins like a picture and is none is refused."""
    if not found.media_type.startswith("image/"):
        return exif.NOTHING
    if found.media_type not in sniffing.READABLE:
        raise Refused(ASKED, [stop(f"{found.name}在办案系统里打不开，审核人和当事人都看不到", HEIC_REMEDY)])
    try:
        width, height, metadata = exif.read_picture(path)
    except exif.TooManyPixels as large:
        words = f"图片有 {large} 个像素，超过可以显示的大小"
        raise Refused(ASKED, [stop(words, "用相机的普通分辨率拍摄，或者导出为较小的 JPG 再上传")]) from large
    if width is None and found.media_type in sniffing.READABLE:
        raise Refused(ASKED, [stop(f"{found.name}打不开，文件可能不完整", "重新拍摄或者重新导出")])
    return width, height, metadata


def clean_name(name):
    """Return the last part of a file name without characters that a header or a page could stumble over."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[-200:]


def is_sound(file, sha256):
    handle, found, _ = storage.open_original(file)
    handle.close()
    return found == sha256
