// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules that the class files show. */
class StructureTest {

    private static final Path CLASSES = FreshJvm.classesOf(RmsProp.class);

    @Test
    void oneClassRefersToTheVectorApi() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            List<String> referring = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(StructureTest::refersToTheVectorApi)
                    .map(file -> file.getFileName().toString())
                    .toList();
            assertEquals(List.of("VectorLoop.class"), referring);
        }
    }

    /** A reference to a class stands in the constant pool by its internal name, in plain ASCII. */
    private static boolean refersToTheVectorApi(Path classFile) {
        try {
            return Files.readString(classFile, StandardCharsets.ISO_8859_1).contains("jdk/incubator/vector");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theModuleNeedsTheBaseModuleAlone() {
        ModuleDescriptor module = ModuleFinder.of(CLASSES)
                .find("io.github.rmspropsimd")
                .orElseThrow()
                .descriptor();
        Set<String> needed = module.requires().stream()
                .filter(requires -> !requires.modifiers().contains(Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet());
        assertEquals(Set.of("java.base"), needed);
        assertEquals(
                Set.of("io.github.rmspropsimd"),
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
    }

    /** Its equals is written by hand: no component may be forgotten there. */
    @Test
    void variantsDifferInEachComponent() throws ReflectiveOperationException {
        RecordComponent[] components = Variant.class.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<Variant> constructor = Variant.class.getDeclaredConstructor(types);
        Set<Variant> variants = new HashSet<>();
        Object[] values = new Object[components.length];
        Arrays.fill(values, false);
        for (Arithmetic arithmetic : Arithmetic.values()) {
            values[0] = arithmetic;
            variants.add(constructor.newInstance(values));
            for (int i = 1; i < values.length; i++) {
                values[i] = true;
                variants.add(constructor.newInstance(values));
                assertEquals(constructor.newInstance(values), constructor.newInstance(values));
                values[i] = false;
            }
        }
        assertEquals(Arithmetic.values().length * values.length, variants.size());
    }

    @Test
    void loopsAreSharedByRulesOfOneVariant() {
        RmsProp rule = RmsProp.d2l();
        assertEquals(
                Loops.scalar(rule.variant()), Loops.scalar(rule.withDecay(0.5).variant()));
        assertTrue(Loops.scalar(rule.variant()).getClass().isHidden(), "the loop is not specialised");
        assertTrue(Loops.vector(rule.variant()).getClass().isHidden(), "the loop is not specialised");
    }
}
