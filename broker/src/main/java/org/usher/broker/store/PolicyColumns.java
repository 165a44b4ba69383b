package org.usher.broker.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.usher.domain.policy.Clipboard;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.policy.SessionPolicy;

/** Policies in tables: seven columns of the same names everywhere. */
final class PolicyColumns {

    /** The columns, as a list in a statement. */
    static final String NAMES =
            "clipboard, drives, printers, audio, idle_minutes, disconnected_minutes," + " session_minutes";

    /** Their parameters, in the same order. */
    static final String PARAMETERS =
            ":clipboard, :drives, :printers, :audio, :idleMinutes, :disconnectedMinutes," + " :sessionMinutes";

    /** Their assignments. */
    static final String ASSIGNMENTS = "clipboard = :clipboard, drives = :drives, printers = :printers, audio = :audio,"
            + " idle_minutes = :idleMinutes, disconnected_minutes = :disconnectedMinutes,"
            + " session_minutes = :sessionMinutes";

    private PolicyColumns() {}

    static SessionPolicy whole(ResultSet row) throws SQLException {
        return new SessionPolicy(
                Words.to(Clipboard.class, row.getString("clipboard")),
                row.getBoolean("drives"),
                row.getBoolean("printers"),
                row.getBoolean("audio"),
                row.getInt("idle_minutes"),
                row.getInt("disconnected_minutes"),
                row.getInt("session_minutes"));
    }

    static PartialPolicy partial(ResultSet row) throws SQLException {
        @Nullable String clipboard = row.getString("clipboard");
        return new PartialPolicy(
                Optional.ofNullable(clipboard).map(word -> Words.to(Clipboard.class, word)),
                Optional.ofNullable(row.getObject("drives", Boolean.class)),
                Optional.ofNullable(row.getObject("printers", Boolean.class)),
                Optional.ofNullable(row.getObject("audio", Boolean.class)),
                Optional.ofNullable(row.getObject("idle_minutes", Integer.class)),
                Optional.ofNullable(row.getObject("disconnected_minutes", Integer.class)),
                Optional.ofNullable(row.getObject("session_minutes", Integer.class)));
    }

    static StatementSpec with(StatementSpec statement, SessionPolicy policy) {
        return statement
                .param("clipboard", Words.of(policy.clipboard()))
                .param("drives", policy.drives())
                .param("printers", policy.printers())
                .param("audio", policy.audio())
                .param("idleMinutes", policy.idleMinutes())
                .param("disconnectedMinutes", policy.disconnectedMinutes())
                .param("sessionMinutes", policy.sessionMinutes());
    }

    static StatementSpec with(StatementSpec statement, PartialPolicy policy) {
        return statement
                .param("clipboard", policy.clipboard().map(Words::of).orElse(null))
                .param("drives", policy.drives().orElse(null))
                .param("printers", policy.printers().orElse(null))
                .param("audio", policy.audio().orElse(null))
                .param("idleMinutes", policy.idleMinutes().orElse(null))
                .param("disconnectedMinutes", policy.disconnectedMinutes().orElse(null))
                .param("sessionMinutes", policy.sessionMinutes().orElse(null));
    }
}
