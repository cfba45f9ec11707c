// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A JDK to start JVMs of. */
public record Jdk(Path home, String version) {

    public static Jdk of(Path home) throws IOException {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        }
        return new Jdk(home, release.getProperty("JAVA_VERSION").replace("\"", ""));
    }

    public int feature() {
        return Runtime.Version.parse(version).feature();
    }
}
