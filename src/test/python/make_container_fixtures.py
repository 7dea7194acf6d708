#!/usr/bin/env python3
"""Makes the fixtures of ContainerTest with NumPy and Pillow (made with 1.24.2 and 9.4.0), tarfile of Python 3.11.

Twelve images of 7 × 5 pixels in four classes; image i has the label (5 * i + 1) % 4.
Run from the repository's root: python3 src/test/python/make_container_fixtures.py
"""
import io
import json
import tarfile

import numpy as np

from make_resample_fixtures import OUT, picture

COUNT = 12


def main():
    folder = OUT / "containers"
    folder.mkdir(exist_ok=True)
    pictures = [picture(7, 5, 3, 300 + i) for i in range(COUNT)]
    colour = np.stack([np.asarray(p) for p in pictures])
    grey = np.stack([np.asarray(p.convert("L")) for p in pictures])
    labels = np.array([(5 * i + 1) % 4 for i in range(COUNT)])
    np.savez(folder / "colour.npz", images=colour, labels=labels)
    np.savez_compressed(folder / "grey-compressed.npz", images=grey, labels=labels.astype(">i2"))
    np.savez(folder / "column.npz", images=grey[..., None], labels=labels.astype(np.float32)[:, None])
    np.savez(folder / "floats.npz", images=colour / 255, labels=labels)
    np.savez(folder / "fortran.npz", images=np.asfortranarray(grey), labels=labels)
    np.savez(folder / "fraction.npz", images=grey, labels=labels + 0.5)
    np.savez(folder / "nan.npz", images=grey, labels=np.where(labels == 3, np.nan, labels))
    np.savez(folder / "fewer.npz", images=grey, labels=labels[:-1])
    np.savez(folder / "objects.npz", images=np.array([{}] * COUNT), labels=labels)
    np.savez(folder / "others.npz", x=grey, y=labels)
    for shard in range(2):
        kind = (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT)[shard]
        with tarfile.open(folder / f"shard-{shard:03}.tar", "w", format=kind) as tar:
            for i in range(6 * shard, 6 * shard + 6):
                key = f"{'deep/' * 25 if i % 3 == 0 else ''}sample{i:04}"
                image = io.BytesIO()
                pictures[i].save(image, "PNG")
                label = json.dumps({"label": int(labels[i]), "class_name": "abcd"[labels[i]]}) if i % 2 else str(labels[i])
                for ending, data in (("seg.txt", b"ignored"), ("png", image.getvalue()),
                                     ("json" if i % 2 else "cls", label.encode())):
                    info = tarfile.TarInfo(f"{key}.{ending}")
                    info.size = len(data)
                    tar.addfile(info, io.BytesIO(data))
    lines = [f"{label} {p.tobytes().hex()}" for p, label in zip(pictures, labels)]
    (OUT / "containers.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
