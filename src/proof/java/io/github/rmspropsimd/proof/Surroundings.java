// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.time.LocalDate;
import java.time.ZoneOffset;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/** What stands above each table: the machine, the date and the command. */
final class Surroundings {

    private Surroundings() {}

    static String markdown(String title, String java, String options, String command) {
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
                        command);
    }
}
