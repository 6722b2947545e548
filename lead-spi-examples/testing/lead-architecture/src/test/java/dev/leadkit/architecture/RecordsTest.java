// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import planted.values.Forgetful;
import sun.reflect.ReflectionFactory;

/**
 * Every public record of a package that is exported to hosts refuses null in every component that is not {@link Nullable}, and null elements of
 * its collections: a null that gets into a value surfaces much later, as an exception whose origin can no longer be found.
 */
class RecordsTest {

  /** Components that do not accept every text. */
  private static final Map<String, Object> TEXTS = Map.of(
      "LeadId.value",
      "lead_" + "0".repeat(32),
      "Blob.sha256",
      "0".repeat(64),
      "Metric.value",
      "1",
      "EventContext.traceparent",
      "");

  /** Numbers that the general rule below does not fit. */
  private static final Map<String, Double> NUMBERS = Map.of("Retry.factor", 2.0);

  /** Values that the general rules below cannot make. */
  private static final Map<Class<?>, Object> SAMPLES = samples();

  private static Map<Class<?>, Object> samples() {
    var lead = Lead.of(LeadId.openedBy("evt_1"));
    return Map.ofEntries(
        Map.entry(Lead.class, lead),
        Map.entry(RawMessage.class, RawMessage.of(new byte[1])),
        Map.entry(Score.class, Score.of(0, List.of(), List.of())),
        Map.entry(Instant.class, Instant.EPOCH),
        Map.entry(Duration.class, Duration.ofMinutes(1)),
        Map.entry(java.time.ZoneId.class, ZoneOffset.UTC),
        Map.entry(java.time.LocalDate.class, java.time.LocalDate.EPOCH),
        Map.entry(BigDecimal.class, BigDecimal.ONE),
        Map.entry(Path.class, Path.of("x")),
        Map.entry(Integer.class, 1),
        Map.entry(Object.class, new Object()),
        Map.entry(byte[].class, new byte[1]),
        Map.entry(RuntimeException.class, new IllegalStateException("sample")));
  }

  static Stream<Class<?>> records() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.leadkit")
            .stream()
            .filter(RecordsTest::isOpen)
            .filter(type -> !new ModuleRules("dev.leadkit").isInternal(type))
            .map(JavaClass::reflect)
            .filter(Class::isRecord)
            .sorted(java.util.Comparator.comparing(Class::getName));
  }

  private static boolean isOpen(JavaClass type) {
    return type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(RecordsTest::isOpen).orElse(true);
  }

  @Test
  void the_records_of_every_module_are_found() {
    List<Class<?>> all = records().toList();
    assertTrue(all.size() >= 100, "found only " + all.size());
    assertTrue(all.contains(LeadEvent.class) && all.contains(dev.leadkit.Fact.Received.class));
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_record_refuses_null(Class<?> type) throws Exception {
    assertEquals(List.of(), accepted(type), "nulls that " + type.getName() + " accepts");
  }

  @Test
  void a_record_that_accepts_null_is_found() throws Exception {
    assertEquals(
        List.of(
            "name: accepted",
            "lines: accepted",
            "lines: accepted with a null element",
            "tags: the message does not name the component: null",
            "tags: accepted with a null element"),
        accepted(Forgetful.class));
  }

  /** The components in which a record accepts null, or rejects it without naming the component. */
  private static List<String> accepted(Class<?> type) throws Exception {
    RecordComponent[] components = type.getRecordComponents();
    Constructor<?> canonical = type.getDeclaredConstructor(
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
    Object[] sound = values(type);
    var accepted = new ArrayList<String>();
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      if (component.getType().isPrimitive()) {
        continue;
      }
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        String problem = problem(canonical, with(sound, i, null), component.getName());
        if (problem != null) {
          accepted.add(component.getName() + ": " + problem);
        }
      }
      for (Object holed : holed(component)) {
        if (problem(canonical, with(sound, i, holed), "") != null) {
          accepted.add(component.getName() + ": accepted with a null element");
          break;
        }
      }
    }
    return accepted;
  }

  private static @Nullable String problem(
      Constructor<?> canonical, @Nullable Object[] values, String name)
      throws ReflectiveOperationException {
    try {
      canonical.newInstance(values);
      return "accepted";
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof NullPointerException)) {
        return "refused with " + e.getCause();
      }
      String message = String.valueOf(e.getCause().getMessage());
      return message.contains(name) ? null : "the message does not name the component: " + message;
    }
  }

  private static @Nullable Object[] with(Object[] sound, int index, @Nullable Object value) {
    @Nullable Object[] values = sound.clone();
    values[index] = value;
    return values;
  }

  /** Collections with a null where the component does not allow one. */
  private static List<Object> holed(RecordComponent component) throws Exception {
    AnnotatedType annotated = component.getAnnotatedType();
    if (!(annotated instanceof AnnotatedParameterizedType parameterized)) {
      return List.of();
    }
    AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
    boolean allowsNull = arguments[arguments.length - 1].isAnnotationPresent(Nullable.class);
    var holed = new ArrayList<Object>();
    if (component.getType() == List.class && !allowsNull) {
      holed.add(Collections.singletonList(null));
    } else if (component.getType() == Set.class && !allowsNull) {
      holed.add(Collections.singleton(null));
    } else if (component.getType() == Collection.class && !allowsNull) {
      holed.add(Collections.singletonList(null));
    } else if (component.getType() == Map.class) {
      Object key = sample(arguments[0].getType(), "");
      Object value = sample(arguments[1].getType(), "");
      holed.add(Collections.singletonMap(null, value));
      if (!allowsNull) {
        holed.add(Collections.singletonMap(key, null));
      }
    }
    return holed;
  }

  private static Object[] values(Class<?> record) throws Exception {
    var values = new ArrayList<Object>();
    for (RecordComponent component : record.getRecordComponents()) {
      if (component.getType() == record) {
        values.add(null); // nullable, or the record could never be made
        continue;
      }
      values.add(
          sample(component.getGenericType(), record.getSimpleName() + "." + component.getName()));
    }
    return values.toArray();
  }

  private static Object sample(Type generic, String place) throws Exception {
    Class<?> type = generic instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : (Class<?>) generic;
    if (SAMPLES.containsKey(type)) {
      return SAMPLES.get(type);
    }
    if (type == String.class) {
      return TEXTS.getOrDefault(place, "x");
    }
    if (type.isPrimitive()) {
      return primitive(type, place);
    }
    if (type == List.class || type == Collection.class) {
      return List.of();
    }
    if (type == Set.class) {
      return Set.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type == SortedMap.class) {
      return new TreeMap<>();
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isRecord()) {
      Class<?>[] types = Arrays.stream(type.getRecordComponents())
          .map(RecordComponent::getType)
          .toArray(Class[]::new);
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(values(type));
    }
    if (type.isSealed()) {
      return sample(type.getPermittedSubclasses()[0], place);
    }
    if (type.isInterface() && Modifier.isPublic(type.getModifiers())) {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }
    // any instance will do: a constructor that only refuses nulls does not look into it
    return ReflectionFactory.getReflectionFactory()
        .newConstructorForSerialization(type, Object.class.getDeclaredConstructor())
        .newInstance();
  }

  private static Object primitive(Class<?> type, String place) {
    if (type == boolean.class) {
      return false;
    }
    if (type == double.class) {
      return NUMBERS.getOrDefault(place, 0.5);
    }
    return type == long.class ? (Object) 1L : (Object) 1;
  }
}
