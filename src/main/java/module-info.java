// SPDX-License-Identifier: Apache-2.0

/**
 * The RMSProp optimizer's update on flat {@code float[]} buffers, in scalar Java and with the JDK's Vector API.
 *
 * <p>The module needs nothing but {@code java.base}. The SIMD backend runs where {@code jdk.incubator.vector} was added
 * to the JVM's command line; {@code java.management} and {@code jdk.management} tell whether C2 is on, and when it has
 * compiled a kernel, without which default kernels stay with the SCALAR backend.
 */
module io.github.rmspropsimd {
    requires static jdk.incubator.vector;
    requires static java.management;
    requires static jdk.management;

    exports io.github.rmspropsimd;
}
