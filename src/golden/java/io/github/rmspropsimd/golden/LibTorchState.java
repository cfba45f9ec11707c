// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.Tensor;

/** The state of an optimizer with one parameter tensor, read from a checkpoint: the Java class has no other way to it. */
final class LibTorchState {

    private final InputArchive archive;

    private LibTorchState(InputArchive archive) {
        this.archive = archive;
    }

    static LibTorchState of(RMSprop optimizer) {
        try {
            Path checkpoint = Files.createTempFile("golden", ".pt");
            try {
                return new LibTorchState(throughFile(optimizer, checkpoint.toString()));
            } finally {
                Files.delete(checkpoint);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputArchive throughFile(RMSprop optimizer, String file) {
        OutputArchive written = new OutputArchive();
        optimizer.save(written);
        written.save_to(file);

        InputArchive whole = new InputArchive();
        whole.load_from(file);
        InputArchive states = new InputArchive();
        whole.read("state", states);
        InputArchive state = new InputArchive();
        states.read(states.keys().get(0).getString(), state);
        return state;
    }

    Tensor tensor(String name) {
        Tensor tensor = new Tensor();
        archive.read(name, tensor);
        return tensor;
    }
}
