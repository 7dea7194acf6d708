#!/usr/bin/env python3
"""Makes the fixtures of ParquetImagesTest with pyarrow 26.0.1: the twelve images of make_container_fixtures.py.

Run from the repository's root: python3 src/test/python/make_parquet_fixtures.py
"""
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from make_resample_fixtures import OUT, picture

COUNT = 12


def main():
    folder = OUT / "parquet"
    folder.mkdir(exist_ok=True)
    encoded = []
    for i in range(COUNT):
        data = io.BytesIO()
        picture(7, 5, 3, 300 + i).save(data, "PNG")
        encoded.append(data.getvalue())
    labels = [(5 * i + 1) % 4 for i in range(COUNT)]
    image = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    rows = [{"bytes": data, "path": f"{i}.png"} for i, data in enumerate(encoded)]
    table = pa.table({"image": pa.array(rows, image), "label": pa.array(labels, pa.int64()),
                      "note": pa.array([[str(i)] * (i % 3) for i in range(COUNT)])})
    features = {"image": {"_type": "Image"}, "label": {"names": ["ant", "bee", "cat", "dog"], "_type": "ClassLabel"}}
    table = table.replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})
    pq.write_table(table, folder / "snappy.parquet")
    pq.write_table(table, folder / "gzip.parquet", compression="gzip", data_page_size=300, row_group_size=5)
    pq.write_table(table, folder / "plain.parquet", compression="none", use_dictionary=False, data_page_size=300)
    pq.write_table(table, folder / "v2.parquet", data_page_version="2.0", data_page_size=300, write_batch_size=2)
    pq.write_table(table, folder / "zstd.parquet", compression="zstd")
    required = pa.schema([pa.field("img", pa.binary(), False), pa.field("labels", pa.int32(), False)])
    pq.write_table(pa.table({"img": encoded, "labels": labels}, required), folder / "required.parquet")
    for name, column, value in (("null-image", "image", pa.array([None, *rows[1:]], image)),
                                ("null-label", "label", pa.array([None, *labels[1:]], pa.int64()))):
        at = table.column_names.index(column)
        pq.write_table(table.set_column(at, column, value), folder / f"{name}.parquet")
    pq.write_table(table.drop_columns("label"), folder / "no-label.parquet")


if __name__ == "__main__":
    main()
