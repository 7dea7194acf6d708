#!/usr/bin/env python3
"""Makes the fixtures of ImageFormatTest with Pillow (made with 9.4.0, libwebp 1.2.4).

Run from the repository's root: python3 src/test/python/make_format_fixtures.py
"""
import pathlib
import struct

import numpy as np
from PIL import Image

from make_resample_fixtures import OUT, picture


def bmp_bits(image, bits, masks):
    """A BMP of 16-bit pixels with bit fields, which Pillow does not write."""
    array = np.asarray(image).astype(np.uint32)
    height, width = array.shape[:2]
    red, green, blue = (array[..., i] * ((1 << n) - 1) // 255 for i, n in enumerate(bits))
    values = (red << (bits[1] + bits[2]) | green << bits[2] | blue).astype("<u2")[::-1]
    rows = b"".join(row.tobytes() + b"\0" * (-len(row.tobytes()) % 4) for row in values)
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 16, 3, len(rows), 2835, 2835, 0, 0) + struct.pack("<III", *masks)
    return b"BM" + struct.pack("<IHHI", 14 + len(head) + len(rows), 0, 0, 14 + len(head)) + head + rows


def bmp_rle(image):
    """A run-length encoded BMP of 8 bits per pixel."""
    array = np.asarray(image)
    data = b""
    for row in array[::-1]:
        x = 0
        while x < len(row):
            run = 1
            while x + run < len(row) and run < 255 and row[x + run] == row[x]:
                run += 1
            data += bytes((run, row[x]))
            x += run
        data += b"\0\0"
    data = data[:-2] + b"\0\1"
    palette = b"".join(bytes((b, g, r, 0)) for r, g, b in np.array(image.getpalette()[:96]).reshape(-1, 3).tolist())
    head = struct.pack("<IiiHHIIiiII", 40, array.shape[1], array.shape[0], 1, 8, 1, len(data), 2835, 2835, 32, 0)
    offset = 14 + len(head) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + head + palette + data


def without_jfif(data):
    """The same JPEG with nothing that says what its components are."""
    length = struct.unpack(">H", data[4:6])[0]
    assert data[2:4] == b"\xff\xe0"
    return data[:2] + data[4 + length:]


def ycck(cmyk_file):
    """Declares the four components of a CMYK file to be YCCK."""
    at = cmyk_file.index(b"Adobe")
    return cmyk_file[:at + 11] + b"\2" + cmyk_file[at + 12:]


def gif_corner(gif):
    """Moves the only frame of a GIF into a larger canvas."""
    at = gif.index(b"\x2c", 13 + 3 * (2 << (gif[10] & 7)))
    while struct.unpack("<4H", gif[at + 1:at + 9])[:2] != (0, 0):
        at = gif.index(b"\x2c", at + 1)
    moved = gif[:at + 1] + struct.pack("<HH", 2, 3) + gif[at + 5:]
    return moved[:6] + struct.pack("<HH", 24, 17) + moved[10:]


def main():
    folder = OUT / "formats"
    folder.mkdir(exist_ok=True)
    colour = picture(19, 13, 3, 7)
    grey = picture(19, 13, 1, 8)
    rgba = colour.copy()
    rgba.putalpha(picture(19, 13, 1, 9))
    palette = colour.quantize(32)
    cmyk = Image.merge("CMYK", [picture(19, 13, 1, 20 + i) for i in range(4)])
    other = picture(19, 13, 3, 12)
    saved = {
        "lossless.webp": (colour, {"lossless": True}),
        "lossless-alpha.webp": (rgba, {"lossless": True, "exact": True}),
        "lossless-metadata.webp": (colour, {"lossless": True, "exif": b"Exif\0\0nothing", "xmp": b"<x/>"}),
        "animated.webp": (colour, {"lossless": True, "save_all": True, "append_images": [other]}),
        "lossy.webp": (colour, {"quality": 80}),
        "lossy-grey.webp": (grey, {"quality": 90}),
        "lossy-alpha.webp": (rgba, {"quality": 80}),
        "colour.bmp": (colour, {}),
        "grey.bmp": (grey, {}),
        "palette.bmp": (palette, {}),
        "alpha.bmp": (rgba, {}),
        "bits.bmp": (grey.point(lambda v: 255 if v > 127 else 0).convert("1"), {}),
        "palette.gif": (palette, {}),
        "grey.gif": (grey, {}),
        "transparent.gif": (palette, {"transparency": 3}),
        "interlaced.gif": (palette, {"interlace": 1}),
        "animated.gif": (palette, {"save_all": True, "append_images": [other.quantize(16)], "duration": 100}),
        "cmyk.jpg": (cmyk, {"quality": 90, "subsampling": 0}),
        "rgb.jpg": (colour, {"quality": 90, "subsampling": 0}),
    }
    for name, (image, options) in saved.items():
        image.save(folder / name, **options)
    (folder / "565.bmp").write_bytes(bmp_bits(colour, (5, 6, 5), (0xF800, 0x7E0, 0x1F)))
    (folder / "rle.bmp").write_bytes(bmp_rle(palette))
    (folder / "unmarked.jpg").write_bytes(without_jfif((folder / "rgb.jpg").read_bytes()))
    (folder / "ycck.jpg").write_bytes(ycck((folder / "cmyk.jpg").read_bytes()))
    (folder / "corner.gif").write_bytes(gif_corner((folder / "transparent.gif").read_bytes()))
    lines = []
    for path in sorted(folder.iterdir()):
        result = Image.open(path).convert("RGB")
        lines.append(f"{path.name} {result.width} {result.height} {result.tobytes().hex()}")
    (OUT / "formats.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
