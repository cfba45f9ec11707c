// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.internal.warmup;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.loop.OperationOrder;
import io.github.rmspropsimd.internal.loop.Variant;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides once whether the vector loop may run, before anything of it is loaded. A Vector API loop that C2 does not compile
 * is a thousand times slower than a scalar one. So the gate checks every condition for compiling it, and each refusal names
 * the fix. A refusal is a clause without a full stop.
 */
public final class SimdGate {

    /** The name of the library's logger. */
    static final String LOGGER = String.join(".", "io", "github", "rmspropsimd");

    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String COUNTER_MODULE = "jdk.management";
    private static final int MINIMUM_LANES = 4;

    private static final Variant PLAIN =
            new Variant(OperationOrder.D2L, false, false, true, false, true, false, false, false, false, false);

    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    private SimdGate() {}

    /** A class apart, since finding out takes 50 ms: on the warm-up thread, unless a caller asks. */
    private static final class Findings {

        static final String REFUSAL = findRefusal();
        static final String FUSED_REFUSAL = fusedRefusal(REFUSAL);
    }

    /** Why SIMD may not run, or null if it may. */
    public static String refusal() {
        return SystemProperties.isScalarChosen()
                ? "the system property " + SystemProperties.BACKEND + " is scalar; remove it or set it to auto"
                : Findings.REFUSAL;
    }

    /** Why SIMD may not run for this variant, or null if it may. */
    public static String refusal(Variant variant) {
        return variant.isFused() && !SystemProperties.isScalarChosen() ? Findings.FUSED_REFUSAL : refusal();
    }

    /** Logs each reason once: why kernels run SCALAR although nobody asked for that. */
    static void logRefusal(String refusal) {
        if (LOGGED.add(refusal)) {
            System.getLogger(LOGGER).log(Level.WARNING, sentence(refusal));
        }
    }

    public static String sentence(String refusal) {
        return "SIMD is off: " + refusal + ".";
    }

    private static String findRefusal() {
        try {
            String refusal = machineRefusal();
            if (refusal == null) {
                refusal = moduleRefusal();
            }
            if (refusal == null) {
                refusal = compilerRefusal();
            }
            return refusal != null ? refusal : loopRefusal();
        } catch (SecurityException e) {
            return "a security manager forbids what SIMD needs (" + e.getMessage()
                    + "); grant it to the library, or run without a security manager";
        }
    }

    /** Comes first: what the others ask may not exist outside HotSpot. */
    private static String machineRefusal() {
        String name = System.getProperty("java.vm.name", "unknown");
        boolean hotSpot = name.contains("HotSpot") || name.contains("OpenJDK");
        return hotSpot && name.contains("Server VM")
                ? null
                : "only HotSpot's C2 compiles vector loops and this JVM is " + name + "; use an OpenJDK server JVM";
    }

    private static String moduleRefusal() {
        ModuleLayer boot = ModuleLayer.boot();
        for (String name : new String[] {VECTOR_MODULE, COUNTER_MODULE}) {
            if (boot.findModule(name).isEmpty()
                    && ModuleFinder.ofSystem().find(name).isEmpty()) {
                return "this Java runtime has no module " + name + "; use a JDK, or add both " + VECTOR_MODULE + " and "
                        + COUNTER_MODULE + " to the jlink image";
            }
        }
        for (String name : new String[] {VECTOR_MODULE, COUNTER_MODULE}) {
            Optional<Module> module = boot.findModule(name);
            if (module.isEmpty()) {
                return "the module " + name + " is not resolved; add --add-modules " + name
                        + " to the java command line, or to the environment variable JDK_JAVA_OPTIONS";
            }
            SimdGate.class.getModule().addReads(module.get()); // module-info does not name it
        }
        return null;
    }

    private static String compilerRefusal() {
        String info = System.getProperty("java.vm.info", "");
        if (info.contains("interpreted mode")) {
            return "this JVM only interprets (java.vm.info is " + info + "); remove -Xint";
        }
        if (info.contains("compiled mode")) {
            return "this JVM compiles each method before its first call, without the profile that vector loops need"
                    + " (java.vm.info is " + info + "); remove -Xcomp";
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
            return "another compiler takes C2's place; add -XX:-UseJVMCICompiler to the java command line";
        }
        if ("0".equals(vmOption("UseAVX"))) {
            return "C2 has no square root of vectors without AVX (UseAVX is 0); remove -XX:UseAVX, or use a processor with AVX";
        }
        return null;
    }

    /** Without the hardware each fused multiply-add goes through BigDecimal: a microsecond and 3 KB, in SCALAR too. */
    private static String fusedRefusal(String refusal) {
        return "false".equals(vmOption("UseFMA"))
                ? (refusal != null ? refusal + "; also, " : "")
                        + "this rule fuses multiplications with additions, and fused"
                        + " multiply-add is off in this JVM, so that each takes microseconds; use a processor that has it, or"
                        + " remove -XX:-UseFMA or -XX:UseAVX"
                : refusal;
    }

    /** An option's value, or null where the JVM has no such option or does not say. */
    private static String vmOption(String name) {
        try {
            HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return bean == null ? null : bean.getVMOption(name).getValue();
        } catch (IllegalArgumentException | LinkageError | SecurityException noSuchOption) {
            return null;
        }
    }

    private static String loopRefusal() {
        try {
            int lanes = LoopCache.lanes();
            if (lanes < MINIMUM_LANES) {
                return "vectors hold " + lanes + " floats here and at least " + MINIMUM_LANES
                        + " are needed; use a wider processor, or a larger -XX:MaxVectorSize";
            }
            LoopCache.vector(PLAIN);
            return null;
        } catch (LinkageError e) {
            return "this JDK's Vector API is not the one the library was compiled for (" + e
                    + "); use JDK 17 to 25 or a later version of the library";
        } catch (UnsupportedOperationException e) {
            return e.getMessage();
        }
    }
}
