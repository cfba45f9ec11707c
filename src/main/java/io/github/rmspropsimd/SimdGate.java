// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides once whether the vector loop may run, before anything of it is loaded. A Vector API loop that C2 does not
 * compile is a thousand times slower than a scalar one, so each condition for compiling it is asked for here, and each
 * refusal names what to change.
 */
final class SimdGate {

    private static final String MODULE = "jdk.incubator.vector";
    private static final int MINIMUM_LANES = 4;
    private static final String SCALAR_CHOSEN =
            "the system property " + SystemProperties.BACKEND + " is scalar; remove it or set it to auto";

    private static final AtomicBoolean LOGGED = new AtomicBoolean();

    private SimdGate() {}

    /** Apart, and so found when first asked for: that takes some 50 ms, on the warming thread unless a caller asks. */
    private static final class Findings {

        static final String REFUSAL = findRefusal();
        static final String FUSED_REFUSAL = REFUSAL != null ? REFUSAL : fusedRefusal();
    }

    /** Why SIMD may not run, as a clause without a full stop, or null if it may. */
    static String refusal() {
        return SystemProperties.isScalarChosen() ? SCALAR_CHOSEN : Findings.REFUSAL;
    }

    /** Why SIMD may not run for this variant, or null if it may. */
    static String refusal(Variant variant) {
        return variant.isFused() && !SystemProperties.isScalarChosen() ? Findings.FUSED_REFUSAL : refusal();
    }

    /** Tells, at most once in a JVM, why kernels run scalar code although nobody asked for that. */
    static void logRefusal(String refusal) {
        if (LOGGED.compareAndSet(false, true)) {
            System.getLogger(SimdGate.class.getPackageName()).log(Level.WARNING, sentence(refusal));
        }
    }

    static String sentence(String refusal) {
        return "SIMD is off: " + refusal + ".";
    }

    private static String findRefusal() {
        String refusal = machineRefusal();
        if (refusal == null) {
            refusal = moduleRefusal();
        }
        if (refusal == null) {
            refusal = compilerRefusal();
        }
        return refusal != null ? refusal : loopRefusal();
    }

    /** First of all: what the others ask may not exist outside HotSpot. */
    private static String machineRefusal() {
        String name = System.getProperty("java.vm.name", "unknown");
        boolean hotSpot = name.contains("HotSpot") || name.contains("OpenJDK");
        return hotSpot && name.contains("Server VM")
                ? null
                : "only HotSpot's C2 compiles vector loops and this JVM is " + name + "; use an OpenJDK server JVM";
    }

    private static String moduleRefusal() {
        Optional<Module> module = ModuleLayer.boot().findModule(MODULE);
        if (module.isEmpty()) {
            return ModuleFinder.ofSystem().find(MODULE).isPresent()
                    ? "the module " + MODULE + " is not resolved; add --add-modules " + MODULE
                            + " to the java command line, or to the environment variable JDK_JAVA_OPTIONS"
                    : "this Java runtime has no module " + MODULE + "; use a JDK, or add the module to the jlink image";
        }
        Module ours = SimdGate.class.getModule();
        return ours.canRead(module.get())
                ? null
                : ours + " does not read " + MODULE + "; add --add-reads " + ours.getName() + "=" + MODULE
                        + " to the java command line";
    }

    private static String compilerRefusal() {
        String info = System.getProperty("java.vm.info", "");
        if (info.contains("interpreted mode")) {
            return "this JVM only interprets (java.vm.info is " + info + "); remove -Xint";
        }
        String level = vmOption("TieredStopAtLevel");
        if (info.contains("emulated-client") || (level != null && !level.equals("4"))) {
            return "C2 is off (TieredStopAtLevel is " + (level != null ? level : "below 4")
                    + "); remove -XX:TieredStopAtLevel or -XX:CompilationMode";
        }
        if ("false".equals(vmOption("EnableVectorSupport"))) {
            return "C2's vector support is off; remove -XX:-EnableVectorSupport";
        }
        if ("true".equals(vmOption("UseJVMCICompiler"))) {
            return "another compiler stands in for C2; add -XX:-UseJVMCICompiler to the java command line";
        }
        return null;
    }

    /** Without the hardware each fused multiply-add goes through BigDecimal: a microsecond and 3 KB for one. */
    private static String fusedRefusal() {
        return !hasFusedMultiplyAdd()
                ? "this rule fuses multiplications with additions, and fused multiply-add is off in this JVM; use a"
                        + " processor that has it, or remove -XX:-UseFMA or -XX:UseAVX"
                : null;
    }

    static boolean hasFusedMultiplyAdd() {
        return !"false".equals(vmOption("UseFMA"));
    }

    /**
     * An option's value, or null where the JVM has no such option or no management module to ask. Without that module
     * {@code TieredStopAtLevel} of 2 or 3 goes unnoticed, as {@code java.vm.info} tells of 1 alone, and so do {@code
     * EnableVectorSupport} and {@code UseFMA}.
     */
    private static String vmOption(String name) {
        try {
            return VmOptions.value(name);
        } catch (LinkageError noManagementModule) {
            return null;
        }
    }

    private static String loopRefusal() {
        try {
            int lanes = VectorLoop.lanes();
            if (lanes < MINIMUM_LANES) {
                return "vectors hold " + lanes + " floats here and at least " + MINIMUM_LANES
                        + " are needed; use a wider processor, or a larger -XX:MaxVectorSize";
            }
            Loops.vector(RmsProp.d2l().variant());
            return null;
        } catch (LinkageError e) {
            return "this JDK's Vector API is not the one the library was compiled for (" + e
                    + "); use JDK 17 to 25 or a later version of the library";
        } catch (UnsupportedOperationException e) {
            return e.getMessage();
        }
    }

    /** Apart, so that the gate itself loads where the management modules are absent. */
    private static final class VmOptions {

        static String value(String name) {
            try {
                HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
                return bean == null ? null : bean.getVMOption(name).getValue();
            } catch (IllegalArgumentException noSuchOption) {
                return null;
            }
        }
    }
}
