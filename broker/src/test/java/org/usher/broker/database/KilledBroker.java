package org.usher.broker.database;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts the private database and is then killed by a test, or is refused and says why. */
final class KilledBroker {

    static final String STARTED = "started";

    private KilledBroker() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            PrivatePostgres.start(Path.of(arguments[0]));
            System.out.println(STARTED);
            new CountDownLatch(1).await();
        } catch (DatabaseException refused) {
            System.out.println(refused.getMessage());
        }
    }
}
