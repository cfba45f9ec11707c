// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.rmspropsimd.internal.loop.LoopCache;
import io.github.rmspropsimd.internal.loop.OperationOrder;
import io.github.rmspropsimd.internal.loop.Variant;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that class files show. */
class StructureTest {

    private static final Path CLASSES = FreshJvm.classesOf(RmsProp.class);

    private static final JavaClasses IMPORTED = new ClassFileImporter().importPath(CLASSES);

    private static final String API = "io.github.rmspropsimd";
    private static final String WARM_UP = API + ".internal.warmup";
    private static final String LOOP = API + ".internal.loop";

    @Test
    void packagesKnowOnlyTheOnesBelowThem() {
        noClasses()
                .that()
                .resideInAPackage(LOOP)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(API, WARM_UP)
                .check(IMPORTED);
        noClasses()
                .that()
                .resideInAPackage(WARM_UP)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(API)
                .check(IMPORTED);
        classes().should().resideInAnyPackage(API, WARM_UP, LOOP).check(IMPORTED);
        assertTrue(IMPORTED.size() > 25, "the importer found " + IMPORTED.size() + " classes");
    }

    @Test
    void onlyTheVectorLoopRefersToTheVectorApi() {
        String vectorApi = "jdk.incubator.vector..";
        noClasses()
                .that()
                .doNotHaveSimpleName("VectorLoop")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(vectorApi)
                .check(IMPORTED);
        classes()
                .that()
                .haveSimpleName("VectorLoop")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(vectorApi)
                .check(IMPORTED);
    }

    /** Nothing public is meant for users but what the interface names. */
    @Test
    void theInterfaceIsFourTypes() {
        classes()
                .that()
                .resideInAPackage(API)
                .and()
                .arePublic()
                .should()
                .haveNameMatching(".*\\.(RmsProp|RmsPropState|RmsPropKernel|Backend)")
                .check(IMPORTED);
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
        for (OperationOrder order : OperationOrder.values()) {
            values[0] = order;
            variants.add(constructor.newInstance(values));
            for (int i = 1; i < values.length; i++) {
                values[i] = true;
                variants.add(constructor.newInstance(values));
                assertEquals(constructor.newInstance(values), constructor.newInstance(values));
                values[i] = false;
            }
        }
        assertEquals(OperationOrder.values().length * values.length, variants.size());
    }

    @Test
    void loopsAreSharedByRulesOfOneVariant() {
        RmsProp rule = RmsProp.d2l();
        assertEquals(LoopCache.scalar(rule.variant), LoopCache.scalar(rule.withDecay(0.5).variant));
        assertTrue(LoopCache.scalar(rule.variant).getClass().isHidden(), "the loop is not specialised");
        assertTrue(LoopCache.vector(rule.variant).getClass().isHidden(), "the loop is not specialised");
    }
}
