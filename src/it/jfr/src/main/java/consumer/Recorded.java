// SPDX-License-Identifier: Apache-2.0
package consumer;

import java.nio.file.Path;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Runs the application while the JVM records itself in the most detailed of its standard settings. */
public final class Recorded {

    private Recorded() {}

    public static void main(String... args) throws Exception {
        Path file = Path.of("target", "consumer.jfr");
        try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
            recording.start();
            Consumer.main(args);
            recording.stop();
            recording.dump(file);
        }
        int events = RecordingFile.readAllEvents(file).size();
        System.out.println(events + " events recorded");
        if (events == 0) {
            throw new IllegalStateException("nothing was recorded");
        }
    }
}
