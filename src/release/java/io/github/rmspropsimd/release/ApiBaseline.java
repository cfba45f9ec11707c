// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.release;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.Attribute;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Records the interface and the digests of a release. The interface is a jar of its public types without code; japicmp
 * compares later builds with it. Arguments: the library's jar, its version, and the folder to write to.
 */
class ApiBaseline {

    private static final String PACKAGE = "io/github/rmspropsimd/";

    private static final ClassFile CLASS_FILES = ClassFile.of(ConstantPoolSharingOption.NEW_POOL);

    private ApiBaseline() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[2]);
        Path baseline = folder.resolve("rmsprop-simd-" + args[1] + ".jar");
        try (JarFile jar = new JarFile(args[0]);
                OutputStream file = Files.newOutputStream(baseline);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : jar.stream().toList()) {
                if (entry.getName().matches(PACKAGE + "[^/]+\\.class")) {
                    ClassModel model =
                            CLASS_FILES.parse(jar.getInputStream(entry).readAllBytes());
                    if (model.flags().has(AccessFlag.PUBLIC)) {
                        ZipEntry copy = new ZipEntry(entry.getName());
                        copy.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
                        out.putNextEntry(copy);
                        out.write(withoutCode(model));
                    }
                }
            }
        }
        Path digests = folder.resolve("digests-" + args[1] + ".txt");
        Files.copy(Path.of("src/port/digests.txt"), digests, StandardCopyOption.REPLACE_EXISTING);
        System.out.println("Recorded " + baseline + " and " + digests);
    }

    private static byte[] withoutCode(ClassModel model) {
        ClassTransform transform = (builder, element) -> {
            if (element instanceof MethodModel method) {
                if (isVisible(method.flags().flags())) {
                    builder.transformMethod(method, MethodTransform.dropping(part -> part instanceof CodeModel));
                }
            } else if (element instanceof FieldModel field) {
                if (isVisible(field.flags().flags())) {
                    builder.with(field);
                }
            } else if (!(element instanceof Attribute<?> attribute) || attribute instanceof SignatureAttribute) {
                builder.with(element);
            }
        };
        return CLASS_FILES.transformClass(model, transform);
    }

    private static boolean isVisible(Set<AccessFlag> flags) {
        return flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED);
    }
}
