// SPDX-License-Identifier: Apache-2.0
package jdk.test.whitebox;

/** A door that HotSpot opens for its own tests, under -XX:+WhiteBoxAPI, to a class of this name in the boot class path. */
public final class WhiteBox {

    static {
        registerNatives();
    }

    private static native void registerNatives();

    /** Throws all compiled code away. */
    public native void deoptimizeAll();
}
