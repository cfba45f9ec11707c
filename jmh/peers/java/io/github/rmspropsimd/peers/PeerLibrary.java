// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

import io.github.rmspropsimd.RmsProp;
import java.util.function.Function;

/** The peers, each with the rule of this library that makes the same update. */
public enum PeerLibrary {
    LIBTORCH(LibTorchPeer::new, RmsProp.pytorch(), 0),
    TENSORFLOW(TensorFlowPeer::new, RmsProp.tensorflow(), 0),
    ND4J(Nd4jPeer::new, RmsProp.nd4j(), 0),
    MXNET(MxNetPeer::new, RmsProp.mxnet(), 0),
    TRIBUO(TribuoPeer::new, RmsProp.d2l().withEpsilonInsideRoot(false), 1e-6);

    @SuppressWarnings("ImmutableEnumChecker") // constructors hold nothing
    final Function<float[], Peer> constructor;

    @SuppressWarnings("ImmutableEnumChecker") // it is immutable, without the annotation
    final RmsProp rule;

    /** How far a parameter may be from the expected one, in parts of that or, where it is smaller, of 1. At 0 it has to be equal. */
    final double tolerance;

    PeerLibrary(Function<float[], Peer> constructor, RmsProp rule, double tolerance) {
        this.constructor = constructor;
        this.rule = rule.withDecay(Peer.DECAY).withEpsilon(Peer.EPSILON);
        this.tolerance = tolerance;
    }
}
