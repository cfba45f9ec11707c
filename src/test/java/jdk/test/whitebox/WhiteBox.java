// SPDX-License-Identifier: Apache-2.0
package jdk.test.whitebox;

import java.lang.reflect.Executable;

/** A door that HotSpot opens for its own tests, under -XX:+WhiteBoxAPI, to a class of this name in the boot class path. */
public final class WhiteBox {

    static {
        registerNatives();
    }

    private static native void registerNatives();

    /** Throws all compiled code away. */
    public native void deoptimizeAll();

    /** 0 where the method is interpreted, 1 to 3 where C1 compiled it, 4 for C2. */
    public native int getMethodCompilationLevel0(Executable method, boolean onStackReplacement);
}
