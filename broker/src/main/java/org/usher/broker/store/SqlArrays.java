package org.usher.broker.store;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's arrays to Java's collections. */
final class SqlArrays {

    private SqlArrays() {}

    static List<UUID> ids(@Nullable Array array) throws SQLException {
        return array == null
                ? List.of()
                : Arrays.stream((Object[]) array.getArray())
                        .map(UUID.class::cast)
                        .toList();
    }

    static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null
                ? List.of()
                : Arrays.stream((Object[]) array.getArray())
                        .map(String.class::cast)
                        .toList();
    }

    static UUID[] array(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
