// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.latency;

import java.nio.file.Path;
import java.util.List;

/** What a JVM may have prepared of an application's classes in an earlier run. */
enum Archive {
    NONE("no archive"),

    /** Class-data sharing: classes loaded and verified. */
    CDS("CDS archive"),

    /** From JDK 24 on: also linked, and from JDK 25 on with the profiles of the earlier run. */
    AOT("AOT cache");

    final String title;

    Archive(String title) {
        this.title = title;
    }

    /** The options of the earlier run. */
    List<String> record(Path file) {
        return switch (this) {
            case NONE -> List.of();
            case CDS -> List.of("-XX:ArchiveClassesAtExit=" + file);
            case AOT -> List.of("-XX:AOTCacheOutput=" + file);
        };
    }

    List<String> use(Path file) {
        return switch (this) {
            case NONE -> List.of();
            case CDS -> List.of("-XX:SharedArchiveFile=" + file);
            case AOT -> List.of("-XX:AOTCache=" + file);
        };
    }
}
