// SPDX-License-Identifier: Apache-2.0

module consumer {
    requires io.github.rmspropsimd;
    requires jdk.incubator.vector;
}
