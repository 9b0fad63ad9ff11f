"""Prints the rows of Parquet files as lines of JSON: rows.py COLUMN-OF-FOLDERS|- TABLE-FOLDER FILE…"""

import datetime
import decimal
import json
import sys

import pyarrow as pa
import pyarrow.dataset as ds


def fraction(value):
    if not value.microsecond:
        return ""
    digits = "%06d" % value.microsecond
    return "." + (digits[:3] if digits.endswith("000") else digits)


def plain(value, kind):
    if value is None:
        return None
    if pa.types.is_map(kind):
        return {key: plain(item, kind.item_type) for key, item in value}
    if pa.types.is_struct(kind):
        return {field.name: plain(value[field.name], field.type) for field in kind}
    if pa.types.is_list(kind):
        return [plain(item, kind.value_type) for item in value]
    if isinstance(value, datetime.datetime):
        # As Java writes it: the seconds of a local time only if there are some.
        zone = "Z" if value.tzinfo else ""
        seconds = value.strftime(":%S") + fraction(value)
        if not zone and seconds == ":00":
            seconds = ""
        return "%04d" % value.year + value.strftime("-%m-%dT%H:%M") + seconds + zone
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    return value


def main(folders, table, files):
    partitioning = None
    if folders != "-":
        schema = pa.schema([(folders, pa.string())])
        partitioning = ds.HivePartitioning(schema, null_fallback="__HIVE_DEFAULT_PARTITION__", segment_encoding="uri")
    dataset = ds.dataset(files, format="parquet", partitioning=partitioning, partition_base_dir=table)
    rows = dataset.to_table()
    columns = [(field.name, field.type, rows.column(index)) for index, field in enumerate(rows.schema)]
    for row in range(rows.num_rows):
        values = {name: plain(column[row].as_py(), kind) for name, kind, column in columns}
        print(json.dumps(values, ensure_ascii=True))


main(sys.argv[1], sys.argv[2], sys.argv[3:])
