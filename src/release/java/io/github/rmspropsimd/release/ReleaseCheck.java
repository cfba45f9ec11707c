// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.release;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses a release before anything is made: changes that are in no commit, or no key to sign with. Arguments: the root of the
 * project, whether signatures are skipped, and the name of the key, if one was chosen.
 */
class ReleaseCheck {

    private ReleaseCheck() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> refusals = new ArrayList<>();
        String changes = output(args[0], "git", "status", "--porcelain");
        if (changes == null) {
            refusals.add("`git status` fails here: build a release from a clone, with Git installed.");
        } else if (!changes.isEmpty()) {
            refusals.add("The working tree has changes: commit or undo what `git status` shows.");
        }
        if (!args[1].equals("true")) {
            String key = args[2].startsWith("$") ? "" : args[2]; // an unset property arrives as its name
            String keys = key.isEmpty()
                    ? output(args[0], "gpg", "--batch", "--list-secret-keys")
                    : output(args[0], "gpg", "--batch", "--list-secret-keys", key);
            if (keys == null || keys.isBlank()) {
                refusals.add("GPG has no secret key" + (key.isEmpty() ? "" : " " + key)
                        + " to sign with: make one, or add -Dgpg.skip for a trial.");
            }
        }
        refusals.forEach(refusal -> System.err.println("No release: " + refusal));
        System.exit(refusals.isEmpty() ? 0 : 1);
    }

    /** What the command prints; null if it fails or is not installed. */
    private static String output(String folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new File(folder))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes());
            return process.waitFor() == 0 ? text : null;
        } catch (IOException e) {
            return null;
        }
    }
}
