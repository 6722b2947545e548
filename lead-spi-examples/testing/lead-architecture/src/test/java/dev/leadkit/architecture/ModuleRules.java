// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packages that may depend on each other, and what code may not read from the machine that it runs on.
 *
 * @param root the package of all packages, so that the same rules hold for classes planted to break them
 */
record ModuleRules(String root) {

  /** Each package of lead-core, and the packages of ours that it may know besides itself; {@code ""} is the model. */
  private static final Map<String, List<String>> CORE = Map.ofEntries(
      Map.entry("", List.of()),
      Map.entry(".spi", List.of("")),
      Map.entry(".text", List.of()),
      Map.entry(".prospect", List.of("", ".spi", ".text")),
      Map.entry(".policy", List.of("", ".spi", ".text", ".prospect")),
      Map.entry(".policy.field", List.of("", ".spi", ".text", ".policy", ".prospect")),
      Map.entry(".policy.condition", List.of("", ".spi", ".text", ".policy.field")),
      Map.entry(
          ".policy.check",
          List.of("", ".spi", ".text", ".policy", ".policy.field", ".policy.condition")),
      Map.entry(
          ".policy.reload",
          List.of(
              "",
              ".spi",
              ".policy",
              ".policy.field",
              ".policy.condition",
              ".policy.check",
              ".prospect")),
      Map.entry(
          ".pipeline", List.of("", ".spi", ".text", ".policy", ".policy.reload", ".prospect")),
      Map.entry(".json", List.of("")),
      Map.entry(".integrity", List.of("", ".spi", ".json")),
      Map.entry(".memory", List.of("", ".spi")),
      Map.entry(".report", List.of("")),
      Map.entry(".kpi", List.of("", ".spi", ".report")),
      Map.entry(
          ".simulation", List.of("", ".spi", ".policy", ".json", ".kpi", ".report", ".prospect")));

  /** The packages of lead-core that are exported to other modules of ours alone. */
  static final Set<String> INTERNAL =
      Set.of(".text", ".policy.field", ".policy.condition", ".policy.check", ".report");

  /** The most classes of a package that may depend on each other in a cycle. */
  private static final int MAX_CYCLE = 3;

  /** The libraries on top of the core, and what each may know besides it: none knows another. */
  private static final Map<String, List<String>> LIBRARIES = Map.of(
      ".mime", List.of(".understanding.."),
      ".understanding", List.of(".mime.."),
      ".scoring", List.of(),
      ".routing", List.of());

  /** Those that may know everything. */
  private static final List<String> HOSTS = List.of(".cli", ".benchmarks");

  /** The one exception from the rule that no example knows another: SQL stores share a base, which knows none of them. */
  private static final Map<String, String> BASES = Map.of(".sqlite", ".sql", ".postgres", ".sql");

  /** The test kit, which changes the surroundings on purpose and reports skipped tests on the standard output. */
  private static final String KIT = ".tck";

  private static final List<String> HIDDEN = List.of(
      "com.fasterxml.jackson",
      "com.github.benmanes.caffeine",
      "jakarta.mail",
      "org.apache.poi",
      "org.eclipse.angus",
      "org.snakeyaml");

  /** Where a hidden dependency is what the user brings along, and may be shown. */
  private static final Map<String, String> SHOWN = Map.of(".jakartamail", "jakarta.mail");

  private static final Set<String> CLOCKS = Set.of(
      "java.lang.System.currentTimeMillis",
      "java.lang.System.nanoTime",
      "java.time.Clock.systemUTC",
      "java.time.Clock.systemDefaultZone",
      "java.time.Clock.system",
      "java.time.InstantSource.system",
      "java.time.Instant.now",
      "java.time.LocalDate.now",
      "java.time.LocalTime.now",
      "java.time.LocalDateTime.now",
      "java.time.OffsetDateTime.now",
      "java.time.OffsetTime.now",
      "java.time.ZonedDateTime.now",
      "java.time.Year.now",
      "java.time.YearMonth.now",
      "java.time.MonthDay.now");

  /** What differs from machine to machine and from run to run; a call with these parameters, or with any. */
  private static final Set<String> SURROUNDINGS = Set.of(
      "java.lang.Math.random",
      "java.lang.System.getProperty",
      "java.lang.System.getProperties",
      "java.lang.System.getenv",
      "java.lang.System.lineSeparator",
      "java.lang.System.identityHashCode",
      "java.lang.Boolean.getBoolean",
      "java.lang.Integer.getInteger",
      "java.lang.Long.getLong",
      "java.nio.charset.Charset.defaultCharset",
      "java.time.ZoneId.systemDefault",
      "java.util.Locale.getDefault",
      "java.util.TimeZone.getDefault",
      "java.util.UUID.randomUUID",
      "java.util.concurrent.ThreadLocalRandom.current",
      "java.lang.String.formatted",
      "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
      "java.lang.String.toLowerCase()",
      "java.lang.String.toUpperCase()",
      "java.lang.String.getBytes()",
      "java.lang.String.<init>([B)",
      "java.lang.String.<init>([B, int, int)",
      "java.io.ByteArrayOutputStream.toString()",
      "java.io.InputStreamReader.<init>(java.io.InputStream)",
      "java.io.OutputStreamWriter.<init>(java.io.OutputStream)",
      "java.io.FileReader.<init>",
      "java.io.FileWriter.<init>",
      "java.util.Random.<init>()",
      "java.security.SecureRandom.<init>",
      "java.util.Scanner.<init>(java.io.InputStream)");

  /** Every rule by its name. */
  Map<String, ArchRule> rules() {
    var rules = new LinkedHashMap<String, ArchRule>();
    CORE.forEach((name, known) -> rules.put("core" + name, knowsOnly(name, known)));
    LIBRARIES.forEach((name, known) -> {
      var allowed = new ArrayList<>(CORE.keySet());
      allowed.addAll(known);
      rules.put("library" + name, knowsOnly(name + "..", allowed));
    });
    rules.put("examples", examplesDoNotKnowEachOther());
    rules.put("cycles.packages", all(DependencyCycles.noneBetweenPackages(root)));
    rules.put("cycles.classes", all(DependencyCycles.ofAtMost(MAX_CYCLE, root)));
    rules.put("internals", noInternalTypeInPublic());
    rules.put("words", wordsNeedNothing());
    rules.put("signatures", noHiddenTypeInPublic());
    rules.put(
        "clock",
        no(
            "a clock",
            name -> !name.equals(".pipeline") && !HOSTS.contains(name),
            CLOCKS::contains));
    rules.put(
        "surroundings",
        no(
            "its surroundings",
            name -> !HOSTS.contains(name) && !name.equals(KIT),
            SURROUNDINGS::contains));
    rules.put(
        "streams",
        no(
            "the standard streams",
            name -> !HOSTS.contains(name) && !name.equals(KIT),
            Set.of(
                "java.lang.System.out",
                "java.lang.System.err",
                "java.lang.Throwable.printStackTrace()")::contains));
    return rules;
  }

  /** The packages that lead-core has by these rules. */
  Set<String> core() {
    return CORE.keySet().stream().map(root::concat).collect(Collectors.toSet());
  }

  private ArchRule all(ArchCondition<JavaClass> condition) {
    return classes()
        .that(DescribedPredicate.describe("are ours", this::isOurs))
        .should(condition)
        .allowEmptyShould(true);
  }

  /** A host cannot name a type of a package that is not exported to it. */
  private ArchRule noInternalTypeInPublic() {
    return classes()
        .that(DescribedPredicate.describe(
            "are public in an exported package of the core",
            type -> isOpen(type) && isCore(type) && !isInternal(type)))
        .should(new ArchCondition<JavaClass>("show no type of an internal package") {
          @Override
          public void check(JavaClass type, ConditionEvents events) {
            shown(type)
                .flatMap(shown -> shown.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType)
                .filter(ModuleRules.this::isInternal)
                .distinct()
                .forEach(raw -> events.add(SimpleConditionEvent.violated(
                    type, type.getName() + " shows " + raw.getName())));
          }
        })
        .allowEmptyShould(true);
  }

  private ArchRule knowsOnly(String name, List<String> known) {
    var allowed =
        Stream.concat(Stream.of(name), known.stream()).map(root::concat).toArray(String[]::new);
    return classes()
        .that(resideInAPackage(root + name))
        .should()
        .onlyDependOnClassesThat(DescribedPredicate.not(resideInAPackage(root + ".."))
            .or(resideInAnyPackage(allowed))
            .as("are the JDK's, a dependency's, or in %s", List.of(allowed)))
        .allowEmptyShould(true);
  }

  private ArchRule examplesDoNotKnowEachOther() {
    return classes()
        .that(DescribedPredicate.describe("are an example", this::isExample))
        .should(new ArchCondition<JavaClass>("know lead-core and nothing else of ours") {
          @Override
          public void check(JavaClass example, ConditionEvents events) {
            for (Dependency dependency : example.getDirectDependenciesFromSelf()) {
              JavaClass target = dependency.getTargetClass().getBaseComponentType();
              String part = part(target);
              if (isOurs(target)
                  && !CORE.containsKey(part)
                  && !part.equals(part(example))
                  && !part.equals(BASES.get(part(example)))) {
                events.add(SimpleConditionEvent.violated(example, dependency.getDescription()));
              }
            }
          }
        })
        .allowEmptyShould(true);
  }

  private ArchRule wordsNeedNothing() {
    return classes()
        .that(resideInAPackage(root))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(root, "java..", "org.jspecify.."))
        .allowEmptyShould(true);
  }

  private ArchRule noHiddenTypeInPublic() {
    return classes()
        .that(DescribedPredicate.describe(
            "are ours and public", type -> isOurs(type) && isOpen(type)))
        .should(new ArchCondition<JavaClass>("show no type of a hidden dependency") {
          @Override
          public void check(JavaClass type, ConditionEvents events) {
            shown(type)
                .flatMap(shown -> shown.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType)
                .filter(raw -> HIDDEN.stream().anyMatch(raw.getPackageName()::startsWith))
                .filter(raw -> !raw.getPackageName()
                    .startsWith(SHOWN.getOrDefault(part(type), "nothing is shown here")))
                .distinct()
                .forEach(raw -> events.add(SimpleConditionEvent.violated(
                    type, type.getName() + " shows " + raw.getName())));
          }
        })
        .allowEmptyShould(true);
  }

  /** Every type that a user of this one meets without looking inside. */
  private static Stream<JavaType> shown(JavaClass type) {
    Stream<JavaType> supertypes =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    Stream<JavaType> fields = type.getFields().stream()
        .filter(field -> isOpen(field.getModifiers()))
        .map(field -> field.getType());
    Stream<JavaType> calls = type.getCodeUnits().stream()
        .filter(call -> isOpen(call.getModifiers()))
        .flatMap(ModuleRules::shown);
    return Stream.of(supertypes, fields, calls).flatMap(types -> types);
  }

  private static Stream<JavaType> shown(JavaCodeUnit call) {
    Stream<JavaType> thrown = call.getThrowsClause().getTypes().stream().map(type -> type);
    return Stream.of(Stream.of(call.getReturnType()), call.getParameterTypes().stream(), thrown)
        .flatMap(types -> types);
  }

  private ArchRule no(String what, Predicate<String> parts, Predicate<String> forbidden) {
    return classes()
        .that(DescribedPredicate.describe(
            "must not ask", type -> isOurs(type) && parts.test(part(type))))
        .should(new ArchCondition<JavaClass>("not ask " + what) {
          @Override
          public void check(JavaClass type, ConditionEvents events) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
              String name =
                  access.getTargetOwner().getName() + "." + access.getTarget().getName();
              String parameters = access.getTarget()
                      instanceof
                      com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget call
                  ? String.join(
                      ", ",
                      call.getRawParameterTypes().stream()
                          .map(JavaClass::getName)
                          .toList())
                  : "";
              if (forbidden.test(name) || forbidden.test(name + "(" + parameters + ")")) {
                events.add(SimpleConditionEvent.violated(type, access.getDescription()));
              }
            }
          }
        })
        .allowEmptyShould(true);
  }

  private boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private boolean isCore(JavaClass type) {
    return isOurs(type) && CORE.containsKey(type.getPackageName().substring(root.length()));
  }

  /** Whether a class is in a package that only our own modules can see. */
  boolean isInternal(JavaClass type) {
    return isOurs(type) && INTERNAL.contains(type.getPackageName().substring(root.length()));
  }

  private boolean isExample(JavaClass type) {
    String part = part(type);
    return isOurs(type)
        && !CORE.containsKey(part)
        && !LIBRARIES.containsKey(part)
        && !HOSTS.contains(part);
  }

  /** The package below the root of a class: {@code .spi}, {@code ""} for the root itself. */
  private String part(JavaClass type) {
    if (!isOurs(type)) {
      return "";
    }
    String below = type.getPackageName().substring(root.length());
    int end = below.indexOf('.', 1);
    return end < 0 ? below : below.substring(0, end);
  }

  private static boolean isOpen(JavaClass type) {
    return isOpen(type.getModifiers())
        && type.getEnclosingClass().map(ModuleRules::isOpen).orElse(true);
  }

  private static boolean isOpen(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
