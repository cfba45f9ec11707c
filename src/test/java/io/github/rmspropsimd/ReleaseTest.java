// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Version, changelog and POM are fit for a release. japicmp, in the build, compares the interface. */
class ReleaseTest {

    private final Pom pom;
    private final String version;
    private final String released;

    ReleaseTest() throws IOException {
        pom = Pom.read();
        version = pom.text("/project/version");
        released = pom.text("/project/properties/released.version");
    }

    @Test
    void bitsChangeOnlyWithTheMajorVersion() throws IOException {
        if (major(version).equals(major(released))) {
            Path recorded = Snippet.ROOT.resolve("src/release/digests-" + released + ".txt");
            assertEquals(
                    Files.readString(recorded),
                    Files.readString(Snippet.ROOT.resolve("src/port/digests.txt")),
                    "other bits than " + released + " need a new major version");
        }
    }

    private static String major(String version) {
        return version.substring(0, version.indexOf('.'));
    }

    @Test
    void theChangelogHasTheVersion() throws IOException {
        String changelog = Files.readString(Snippet.ROOT.resolve("CHANGELOG.md"));
        String heading = version.endsWith("-SNAPSHOT") ? "## [Unreleased]" : "## [" + version + "] - 20";
        assertTrue(changelog.contains("\n" + heading), heading);
    }

    /** The elements that Maven Central requires. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "groupId",
                "artifactId",
                "version",
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "developers/developer/organization",
                "developers/developer/organizationUrl",
                "scm/connection",
                "scm/developerConnection",
                "scm/url"
            })
    void mavenCentralFindsWhatItRequires(String element) {
        assertFalse(pom.text("/project/" + element).isBlank());
    }

    @Test
    void thePomNeedsNoOtherRepositoryThanMavenCentral() {
        assertEquals(
                0,
                pom.texts("//repositories | //pluginRepositories | /project/parent")
                        .size());
    }
}
