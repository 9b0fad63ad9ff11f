package io.qanat.table;

/** How objects and arrays in records are kept. */
enum Nested {
    /** As structs and lists. */
    STRUCT,
    /** As JSON text. */
    JSON,
    /** The fields of objects as columns of the record, {@code address.city} as {@code address_city}; arrays as JSON text. */
    FLATTEN
}
