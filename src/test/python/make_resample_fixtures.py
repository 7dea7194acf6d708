#!/usr/bin/env python3
"""Makes the fixtures of ResamplerTest and ImageFileTest with Pillow (made with 9.4.0).

Run from the repository's root: python3 src/test/python/make_resample_fixtures.py
"""
import pathlib
import zlib

import numpy as np
from PIL import Image, ImageCms

OUT = pathlib.Path("src/test/resources/org/stockpot/data")
FILTERS = {"BILINEAR": Image.BILINEAR, "BICUBIC": Image.BICUBIC}


def picture(width, height, channels, seed):
    """Waves, hard edges and noise: smooth parts, overshoots and clipping all occur."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    planes = []
    for c in range(channels):
        wave = 127 + 120 * np.sin(x / (3.0 + c) + y / 5.0)
        wave[(x // 4 + y // 3 + c) % 5 == 0] = 255
        wave[(x // 5 + y // 4) % 7 == 0] = 0
        planes.append(np.clip(wave + rng.normal(0, 15, wave.shape), 0, 255))
    array = np.stack(planes, -1).round().astype(np.uint8)
    return Image.fromarray(array[..., 0] if channels == 1 else array)


def resamples():
    lines = []
    cases = [
        (28, 28, 1, 32, 32), (28, 28, 1, 14, 14), (28, 28, 1, 9, 11), (37, 23, 3, 16, 10), (37, 23, 3, 40, 31),
        (51, 64, 3, 7, 9), (64, 5, 1, 3, 5), (5, 64, 1, 5, 3), (1, 1, 3, 4, 3), (2, 3, 1, 1, 1), (33, 17, 3, 34, 16),
    ]
    for number, (width, height, channels, new_width, new_height) in enumerate(cases):
        image = picture(width, height, channels, number)
        for name, filter_ in FILTERS.items():
            result = image.resize((new_width, new_height), filter_)
            lines.append(" ".join(map(str, (
                name, channels, width, height, new_width, new_height, image.tobytes().hex(), result.tobytes().hex()))))
    (OUT / "resample.txt").write_text("\n".join(lines) + "\n")


def large_resamples():
    """Enough samples that the last bit of a coefficient shows; the picture is a formula, the result a checksum."""
    lines = []
    for width, height, new_width, new_height in [(701, 533, 224, 170), (300, 211, 431, 300), (640, 480, 341, 256)]:
        y, x = np.mgrid[0:height, 0:width].astype(np.int64)
        array = ((x * x * 31 + y * x * 17 + y * y * 7) // 64 % 256).astype(np.uint8)
        for name, filter_ in FILTERS.items():
            result = Image.fromarray(array).resize((new_width, new_height), filter_)
            lines.append(f"{name} {width} {height} {new_width} {new_height} {zlib.crc32(result.tobytes())}")
    (OUT / "resample-large.txt").write_text("\n".join(lines) + "\n")


def resize_and_crop(image, resize, size, filter_):
    """torchvision.transforms.functional.resize and center_crop on Pillow images, written out."""
    width, height = image.size
    short, long = (width, height) if width <= height else (height, width)
    new_long = int(resize * long / short)
    new_size = (resize, new_long) if width <= height else (new_long, resize)
    image = image.resize(new_size, filter_)
    left = int(round((image.width - size) / 2.0))
    top = int(round((image.height - size) / 2.0))
    return image.crop((left, top, left + size, top + size))


def preprocessed():
    lines = []
    cases = [(41, 30, 3, 20, 16, "RGB"), (30, 41, 3, 17, 16, "L"), (29, 40, 1, 24, 21, "RGB"), (28, 28, 1, 28, 28, "L"),
             (28, 28, 1, 28, 23, "L"), (45, 20, 3, 12, 12, "RGB"), (20, 45, 1, 13, 12, "L")]
    for number, (width, height, channels, resize, size, mode) in enumerate(cases):
        image = picture(width, height, channels, 100 + number)
        for name, filter_ in FILTERS.items():
            result = resize_and_crop(image.convert(mode), resize, size, filter_)
            lines.append(" ".join(map(str, (
                name, channels, width, height, resize, size, len(mode), image.tobytes().hex(), result.tobytes().hex()))))
    (OUT / "preprocess.txt").write_text("\n".join(lines) + "\n")


def files():
    """One image per kind of file, and what Pillow's convert makes of it."""
    folder = OUT / "images"
    folder.mkdir(exist_ok=True)
    colour = picture(19, 13, 3, 7)
    grey = picture(19, 13, 1, 8)
    alpha = picture(19, 13, 1, 9)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    rgba = colour.copy()
    rgba.putalpha(alpha)
    la = grey.copy()
    la.putalpha(alpha)
    palette = colour.quantize(32)
    saved = {
        "grey.png": (grey, {}),
        "colour.png": (colour, {}),
        "alpha.png": (rgba, {}),
        "grey-alpha.png": (la, {}),
        "palette.png": (palette, {}),
        "palette-transparent.png": (palette, {"transparency": 3}),
        "bits.png": (grey.point(lambda v: 255 if v > 127 else 0).convert("1"), {}),
        "profile.png": (colour, {"icc_profile": srgb}),
        "grey.jpg": (grey, {"quality": 90}),
        "colour-444.jpg": (colour, {"quality": 90, "subsampling": 0}),
        "colour-420.jpg": (colour, {"quality": 80, "subsampling": 2}),
        "progressive.jpg": (colour, {"quality": 85, "progressive": True}),
        "profile.jpg": (colour, {"quality": 85, "icc_profile": srgb}),
        "odd-profile.jpg": (colour, {"quality": 85, "icc_profile": lab}),
    }
    lines = []
    for name, (image, options) in saved.items():
        image.save(folder / name, **options)
        loaded = Image.open(folder / name)
        mode = "L" if loaded.mode in ("L", "LA") else "RGB"
        result = loaded.convert(mode)
        lines.append(" ".join(map(str, (name, len(mode), result.width, result.height, result.tobytes().hex()))))
    (OUT / "images.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    resamples()
    large_resamples()
    preprocessed()
    files()
