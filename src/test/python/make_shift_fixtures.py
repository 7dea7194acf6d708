#!/usr/bin/env python3
"""Makes the fixture of ShiftReferenceTest with NumPy, SciPy and Pillow, written after the papers, not after the program.

Random numbers are those of the program (SplitMix64 of seed and position), so that results can be compared sample by
sample. First lines of the result: channels, width, height and samples (hexadecimal) of the images; then shift,
severity, seed, number of the image, shifted samples.

Run from the repository's root: python3 src/test/python/make_shift_fixtures.py
"""
import colorsys
import io
import math
import pathlib

import numpy as np
from PIL import Image, ImageOps
from scipy import ndimage, stats

OUT = pathlib.Path("src/test/resources/org/stockpot/data/shifts.txt")
MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def uniform(seed, position):
    bits = mix((mix((seed + GOLDEN) & MASK) + GOLDEN * (position + 1)) & MASK)
    return (bits >> 11) * 2.0 ** -53


def uniforms(seed, count):
    return np.array([uniform(seed, i) for i in range(count)])


def normals(seed, count):
    u = uniforms(seed, 2 * count)
    return np.sqrt(-2 * np.log(1 - u[0::2])) * np.cos(2 * np.pi * u[1::2])


def picture(width, height, channels):
    """Smooth parts, hard edges, black and white."""
    y, x = np.mgrid[0:height, 0:width]
    planes = []
    for c in range(channels):
        wave = 127 + 100 * np.sin(x / (3.0 + c) + y / 5.0)
        wave[(x - width / 2) ** 2 + (y - height / 2) ** 2 < (height / 4) ** 2] = 230 - 60 * c
        wave[:, : 3 + c] = 10
        planes.append(np.clip(wave, 0, 255))
    return np.stack(planes, -1).round().astype(np.uint8)


def byte(x):
    return np.floor(np.clip(x, 0, 255) + 0.5).astype(np.uint8)


def sample(image, ys, xs, mode="nearest", cval=0.0):
    """Bilinear; with a background outside as in a picture that is surrounded by it."""
    if mode == "nearest":
        ys = np.clip(ys, 0, image.shape[0] - 1)
        xs = np.clip(xs, 0, image.shape[1] - 1)
        return ndimage.map_coordinates(image.astype(float), [ys, xs], order=1, mode="nearest")
    wide = np.pad(image.astype(float), 40, constant_values=cval)
    return ndimage.map_coordinates(wide, [ys + 40, xs + 40], order=1, mode="nearest")


def planes(image, function):
    return np.stack([function(image[..., c]) for c in range(image.shape[2])], -1)


def grid(image):
    return np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(float)


def background(plane):
    border = np.concatenate([plane[0], plane[-1], plane[:, 0], plane[:, -1]])
    return float(np.sort(border)[len(border) // 2])


def moved(image, ys, xs):
    return byte(planes(image, lambda p: sample(p, ys, xs, "constant", background(p))))


def pil(image):
    return Image.fromarray(image[..., 0] if image.shape[2] == 1 else image)


def array(image):
    return np.asarray(image).reshape(image.height, image.width, -1)


def noise(image, level, seed):
    c = [0.08, 0.12, 0.18, 0.26, 0.38][level]
    return byte(255 * (image / 255 + c * normals(seed, image.size).reshape(image.shape)))


def shot(image, level, seed):
    c = [60, 25, 12, 5, 3][level]
    u = uniforms(seed, image.size).reshape(image.shape)
    return byte(255 * stats.poisson.ppf(u, image / 255 * c) / c)


def impulse(image, level, seed):
    c = [0.03, 0.06, 0.09, 0.17, 0.27][level]
    u = uniforms(seed, 2 * image.size)
    hit, salt = u[0::2].reshape(image.shape) < c, u[1::2].reshape(image.shape) < 0.5
    return np.where(hit, np.where(salt, 255, 0), image).astype(np.uint8)


def blur(image, level, seed):
    sigma = min(image.shape[:2]) * [0.015, 0.025, 0.038, 0.055, 0.08][level]
    radius = max(1, math.ceil(3 * sigma))
    return byte(planes(image, lambda p: ndimage.gaussian_filter(p.astype(float), sigma, mode="nearest", radius=radius)))


def defocus(image, level, seed):
    radius = [3, 4, 6, 8, 10][level] * min(image.shape[:2]) / 224
    ys, xs = grid(image)
    # Rings of equal area, points evenly around each.
    rings, around = 24, 48

    def plane(p):
        total = 0
        for i in range(rings):
            r = radius * math.sqrt((i + 0.5) / rings)
            for j in range(around):
                angle = 2 * math.pi * (j + 0.5 * (i % 2)) / around
                total = total + sample(p, ys - r * math.sin(angle), xs - r * math.cos(angle))
        return total / (rings * around)

    return byte(planes(image, plane))


def motion(image, level, seed):
    radius, sigma = [(10, 3), (15, 5), (15, 8), (15, 12), (20, 15)][level]
    scale = min(image.shape[:2]) / 224
    angle = math.radians(90 * uniform(seed, 0) - 45)
    ys, xs = grid(image)

    def plane(p):
        total, weights = 0, 0
        for t in (np.arange(200) + 0.5) / 200 * 2 * radius:
            weight = math.exp(-t * t / (2 * sigma * sigma))
            total = total + weight * sample(p, ys - t * scale * math.sin(angle), xs - t * scale * math.cos(angle))
            weights += weight
        return total / weights

    return byte(planes(image, plane))


def zoom(image, level, seed):
    factors = [np.arange(1, 1.11, 0.01), np.arange(1, 1.16, 0.01), np.arange(1, 1.21, 0.02), np.arange(1, 1.26, 0.02),
               np.arange(1, 1.31, 0.03)][level]
    count = [11, 16, 11, 13, 11][level]  # arange may or may not give the end, by rounding
    ys, xs = grid(image)
    my, mx = (image.shape[0] - 1) / 2, (image.shape[1] - 1) / 2

    def plane(p):
        total = p.astype(float)
        for f in factors[:count]:
            total = total + sample(p, my + (ys - my) / f, mx + (xs - mx) / f)
        return total / (count + 1)

    return byte(planes(image, plane))


def plasma(size, decay, seed):
    """Diamond and square steps on whole arrays, as published."""
    random = 2 * uniforms(seed, size * size).reshape(size, size) - 1
    m = np.zeros((size, size))
    step, wibble = size, 100.0
    while step >= 2:
        half = step // 2
        corner = m[0::step, 0::step]
        rows = corner + np.roll(corner, -1, 0)
        m[half::step, half::step] = (rows + np.roll(rows, -1, 1)) / 4 + wibble**2 * random[half::step, half::step]
        middle, corner = m[half::step, half::step], m[0::step, 0::step]
        top = middle + np.roll(middle, 1, 0) + corner + np.roll(corner, -1, 1)
        m[0::step, half::step] = top / 4 + wibble**2 * random[0::step, half::step]
        left = middle + np.roll(middle, 1, 1) + corner + np.roll(corner, -1, 0)
        m[half::step, 0::step] = left / 4 + wibble**2 * random[half::step, 0::step]
        step //= 2
        wibble /= decay
    m -= m.min()
    return m / m.max()


def fog(image, level, seed):
    c, decay = [(1.5, 2), (2, 2), (2.5, 1.7), (2.5, 1.5), (3, 1.4)][level]
    x = image / 255
    size = 1 << math.ceil(math.log2(max(image.shape[:2])))
    clouds = plasma(size, decay, seed)[: image.shape[0], : image.shape[1], None]
    return byte(255 * np.clip((x + c * clouds) * x.max() / (x.max() + c), 0, 1))


def brightness(image, level, seed):
    c = [0.1, 0.2, 0.3, 0.4, 0.5][level]
    if image.shape[2] == 1:
        return byte(255 * np.clip(image / 255 + c, 0, 1))
    out = np.empty(image.shape)
    for index in np.ndindex(image.shape[:2]):
        h, s, v = colorsys.rgb_to_hsv(*(image[index] / 255))
        out[index] = colorsys.hsv_to_rgb(h, s, min(1, v + c))
    return byte(255 * out)


def contrast(image, level, seed):
    c = [0.4, 0.3, 0.2, 0.1, 0.05][level]
    x = image / 255
    means = x.mean(axis=(0, 1), keepdims=True)
    return byte(255 * np.clip((x - means) * c + means, 0, 1))


def pixelate(image, level, seed):
    c = [0.6, 0.5, 0.4, 0.3, 0.25][level]
    picture = pil(image)
    small = picture.resize((int(picture.width * c), int(picture.height * c)), Image.BOX)
    return array(small.resize(picture.size, Image.BOX))


def jpeg(image, level, seed):
    # The published table for 32 pixels, which all images here stay below.
    file = io.BytesIO()
    pil(image).save(file, "JPEG", quality=[80, 65, 58, 50, 40][level])
    return array(Image.open(file))


def elastic(image, level, seed):
    side = min(image.shape[:2])
    sigma, distance = 0.04 * side, side * [0.006, 0.01, 0.014, 0.019, 0.025][level]
    count = image.shape[0] * image.shape[1]
    radius = max(1, math.ceil(3 * sigma))
    kernel = np.exp(-np.arange(-radius, radius + 1) ** 2 / (2 * sigma**2))
    left = ((kernel / kernel.sum()) ** 2).sum()
    random = normals(seed, 2 * count)
    ys, xs = grid(image)

    def field(axis):
        values = random[axis::2].reshape(image.shape[:2])
        return ndimage.gaussian_filter(values, sigma, mode="nearest", radius=radius) * distance / left

    return byte(planes(image, lambda p: sample(p, ys + field(1), xs + field(0))))


def invert(image, level, seed):
    c = [0.5, 0.6, 0.7, 0.85, 1][level]
    return byte(127.5 + (127.5 - image) * c)


def grayscale(image, level, seed):
    if image.shape[2] == 1:
        return image
    amount = [0.2, 0.4, 0.6, 0.8, 1][level]
    grey = np.asarray(pil(image).convert("L")).astype(float)[..., None]
    return byte(image + (grey - image) * amount)


def posterize(image, level, seed):
    return array(ImageOps.posterize(pil(image), 5 - level))


def rotate(image, level, seed):
    degrees = [10, 20, 30, 45, 60][level] * (1 if uniform(seed, 0) < 0.5 else -1)
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    ys, xs = grid(image)
    my, mx = (image.shape[0] - 1) / 2, (image.shape[1] - 1) / 2
    return moved(image, my + (xs - mx) * sin + (ys - my) * cos, mx + (xs - mx) * cos - (ys - my) * sin)


def shear(image, level, seed):
    slope = [0.1, 0.2, 0.3, 0.45, 0.6][level] * (1 if uniform(seed, 0) < 0.5 else -1)
    ys, xs = grid(image)
    return moved(image, ys, xs - slope * (ys - (image.shape[0] - 1) / 2))


def translate(image, level, seed):
    distance = min(image.shape[:2]) * [0.05, 0.1, 0.15, 0.2, 0.25][level]
    angle = 2 * math.pi * uniform(seed, 0)
    ys, xs = grid(image)
    return moved(image, ys - distance * math.sin(angle), xs - distance * math.cos(angle))


SHIFTS = {
    "gaussian-noise": noise, "shot-noise": shot, "impulse-noise": impulse, "blur": blur, "defocus-blur": defocus,
    "motion-blur": motion, "zoom-blur": zoom, "fog": fog, "brightness": brightness, "contrast": contrast,
    "pixelate": pixelate, "jpeg": jpeg, "elastic": elastic, "invert": invert, "grayscale": grayscale,
    "posterize": posterize, "rotate": rotate, "shear": shear, "translate": translate,
}

if __name__ == "__main__":
    images = [picture(28, 28, 1), picture(30, 20, 3)]
    lines = [f"{i.shape[2]} {i.shape[1]} {i.shape[0]} {i.tobytes().hex()}" for i in images]
    for index, image in enumerate(images):
        for name, function in SHIFTS.items():
            for severity, seed in (1, 7), (5, 8):
                result = function(image, severity - 1, seed)
                lines.append(f"{name} {severity} {seed} {index} {result.tobytes().hex()}")
    OUT.write_text("\n".join(lines) + "\n")
