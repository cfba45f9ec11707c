// SPDX-License-Identifier: Apache-2.0

/**
 * The RMSProp optimizer's update on flat {@code float[]} buffers, in scalar Java and with the JDK's Vector API.
 *
 * <p>The module requires only {@code java.base}. The SIMD backend also needs {@code jdk.incubator.vector}, added on the java
 * command line, and {@code jdk.management}, which shows when C2 has compiled a loop. No line below names the former: javac
 * would warn of it in each module that requires this one. The library reads it at run time.
 */
module io.github.rmspropsimd {
    requires static java.management;
    requires static jdk.management;

    exports io.github.rmspropsimd;
}
