package org.usher.wire.rdpfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.usher.wire.Octets;
import org.usher.wire.Seeded;
import org.usher.wire.rdpfile.RdpSetting.Numeric;
import org.usher.wire.rdpfile.RdpSetting.Text;

/** Files from seeds. */
final class RdpFiles {

    private RdpFiles() {}

    static RdpFile any(Random random) {
        Map<String, RdpSetting> settings = new LinkedHashMap<>();
        for (String name : List.of("full address", "alternate full address")) {
            settings.put(name, new Text(name, value(random, 40)));
        }
        int count = random.nextInt(20);
        for (int i = 0; i < count; i++) {
            String name = random.nextBoolean() ? name(random) : SignedSettingsTest.anyName(random);
            settings.putIfAbsent(
                    name,
                    random.nextBoolean()
                            ? new Numeric(name, random.nextInt() >> random.nextInt(32))
                            : new Text(name, value(random, 200)));
        }
        List<RdpSetting> all = new ArrayList<>(settings.values());
        Collections.shuffle(all, random);
        return new RdpFile(
                all,
                random.nextBoolean()
                        ? Optional.of(new RdpSignature(Octets.of(Seeded.bytes(random, 1 + random.nextInt(3000)))))
                        : Optional.empty());
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        int words = 1 + random.nextInt(3);
        for (int word = 0; word < words; word++) {
            name.append(word == 0 ? "x" : " ");
            for (int i = 0; i <= random.nextInt(8); i++) {
                name.append((char) Seeded.oneOf(random, (int) '-', 'a' + random.nextInt(26), '0' + random.nextInt(10))
                        .intValue());
            }
        }
        return name.toString();
    }

    /** A text that has its place in a line. */
    static String value(Random random, int max) {
        return Seeded.text(random, max)
                .replaceAll("[\\u2028\\u2029\\ufeff]", ":")
                .replaceAll("[\\s\\p{Z}]+$", "");
    }
}
