package org.usher.broker.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The database, brought to the present schema, with its pool of connections. */
public final class Database implements AutoCloseable {

    /** More connections than this only wait for each other on a small machine. */
    private static final int MAX_CONNECTIONS = 16;

    private final Optional<PrivatePostgres> own;
    private final HikariDataSource pool;

    private Database(Optional<PrivatePostgres> own, HikariDataSource pool) {
        this.own = own;
        this.pool = pool;
    }

    /**
     * Opens the operator's database, or starts the private one.
     *
     * @param url a JDBC URL with its credentials; empty for the private one
     * @param home where the private one lies
     */
    public static Database open(Optional<String> url, Path home) throws DatabaseException, InterruptedException {
        Optional<PrivatePostgres> own = url.isPresent() ? Optional.empty() : Optional.of(PrivatePostgres.start(home));
        HikariConfig config = new HikariConfig();
        config.setPoolName("usher");
        config.setJdbcUrl(url.orElseGet(() -> own.orElseThrow().url()));
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(20_000);
        try {
            HikariDataSource pool = new HikariDataSource(config);
            Flyway.configure().dataSource(pool).load().migrate();
            return new Database(own, pool);
        } catch (FlywayException | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException broken) {
            own.ifPresent(PrivatePostgres::close);
            throw new DatabaseException("the database cannot be used: " + broken.getMessage(), broken);
        }
    }

    /** Where connections come from. */
    public DataSource dataSource() {
        return pool;
    }

    /** Gives all connections back and stops the database, if it is the private one. */
    @Override
    public void close() {
        pool.close();
        own.ifPresent(PrivatePostgres::close);
    }
}
