// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/** The lines above each table: machine, date and command. */
final class Surroundings {

    private Surroundings() {}

    static String markdown(String title, String java, String options, String goal, List<String> arguments) {
        SystemInfo info = new SystemInfo();
        CentralProcessor processor = info.getHardware().getProcessor();
        boolean virtual = processor.getFeatureFlags().toString().contains("hypervisor");
        return """
                # %s

                %s; %d %s; %s %s; JDK %s; options: %s; %s.

                ```sh
                %s
                ```

                """.formatted(
                        title,
                        processor.getProcessorIdentifier().getName().strip(),
                        processor.getLogicalProcessorCount(),
                        virtual ? "processors of a virtual machine" : "processors",
                        info.getOperatingSystem().getFamily(),
                        info.getOperatingSystem().getVersionInfo().getVersion(),
                        java,
                        options.isEmpty() ? "none" : "`" + options + "`",
                        LocalDate.now(ZoneOffset.UTC),
                        command(goal, arguments));
    }

    /** Without the place of a JDK, which is this machine's. */
    static String command(String goal, List<String> arguments) {
        List<String> words = new ArrayList<>();
        for (String argument : arguments) {
            boolean place = !words.isEmpty() && words.get(words.size() - 1).equals("--jdk");
            words.add(place ? "JDK_HOME" : argument.replaceFirst("^--jdk=.*", "--jdk=JDK_HOME"));
        }
        String all = words.isEmpty() ? "" : " -D" + goal + "=\"" + String.join(" ", words) + "\"";
        return "mvn -q test-compile exec:exec@" + goal + all;
    }
}
