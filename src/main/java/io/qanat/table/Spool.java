package io.qanat.table;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** The folder of this machine where a table's rows wait that goes elsewhere. */
final class Spool {
    /** No table of files has such a name. */
    private static final String NAME = ".spool";

    private Spool() {}

    /**
     * The folder of a table; tables of one name in several places don't meet.
     *
     * @param directory the data folder
     * @param place tells the place from others
     */
    static Path folder(Path directory, String table, String place) {
        UUID id = UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
        return directory.resolve(NAME).resolve(table + "-" + id);
    }
}
