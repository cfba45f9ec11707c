// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.peers;

/** Another implementation of RMSProp, on parameters that it keeps in its own form. It computes on one thread alone. */
interface Peer {

    /** The same for every peer; large enough for MXNet, which reads it from text, to read it right. */
    double LEARNING_RATE = 0.01;

    double DECAY = 0.9;

    /** So large that a peer with another one, or with it in another place, is seen to be wrong. */
    double EPSILON = 1e-3;

    /** Brings the gradients of the following steps into the peer's own form. Not measured. */
    void take(float[] grads);

    /** Steps once by the peer's own interface; the result is there when this returns. */
    void step();

    /** A copy of the parameters. Floats are exact as doubles. */
    double[] params();
}
