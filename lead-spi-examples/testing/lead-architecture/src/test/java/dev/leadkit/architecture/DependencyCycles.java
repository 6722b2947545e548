// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The condition that no more than a number of nodes depend on each other in a cycle, directly or not: packages, or the top-level classes of
 * one package. Reports every strongly connected component (Tarjan 1972) that is larger, with a class for each dependency in it. The values of
 * annotations do not count: a framework reads them, as picocli does the subcommands of a command.
 */
final class DependencyCycles extends ArchCondition<JavaClass> {

  private enum Nodes {
    PACKAGES,
    CLASSES
  }

  private static final String ANNOTATION_VALUE = "has annotation member of type";

  private final String root;
  private final Nodes nodes;
  private final int allowed;

  /** By a node and a node that it depends on: the class that does. */
  private final Map<String, Map<String, String>> graph = new TreeMap<>();

  private DependencyCycles(String root, Nodes nodes, int allowed, String description) {
    super(description);
    this.root = root;
    this.nodes = nodes;
    this.allowed = allowed;
  }

  /** No package below the root depends on itself through another. */
  static DependencyCycles noneBetweenPackages(String root) {
    return new DependencyCycles(root, Nodes.PACKAGES, 1, "have no cycle between packages");
  }

  /** At most this number of top-level classes of one package depend on each other in a cycle. */
  static DependencyCycles ofAtMost(int classes, String root) {
    return new DependencyCycles(
        root, Nodes.CLASSES, classes, "have no cycle of more than " + classes + " classes");
  }

  @Override
  public void init(Collection<JavaClass> allClasses) {
    graph.clear();
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    JavaClass from = topLevel(type);
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass to = topLevel(dependency.getTargetClass().getBaseComponentType());
      boolean samePackage = to.getPackageName().equals(from.getPackageName());
      boolean isAnnotation = dependency.getDescription().contains(ANNOTATION_VALUE);
      if (isOurs(to)
          && !isAnnotation
          && samePackage == (nodes == Nodes.CLASSES)
          && !to.equals(from)) {
        graph
            .computeIfAbsent(node(from), none -> new TreeMap<>())
            .putIfAbsent(node(to), from.getSimpleName());
      }
    }
  }

  @Override
  public void finish(ConditionEvents events) {
    for (Set<String> cycle : new Components().all()) {
      if (cycle.size() > allowed) {
        events.add(SimpleConditionEvent.violated(
            graph,
            cycle.stream()
                .flatMap(from -> graph.getOrDefault(from, Map.of()).entrySet().stream()
                    .filter(to -> cycle.contains(to.getKey()))
                    .map(to -> from + " -> " + to.getKey() + " (" + to.getValue() + ")"))
                .collect(Collectors.joining(", ", cycle.size() + " in a cycle: ", ""))));
      }
    }
  }

  private boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private String node(JavaClass type) {
    return nodes == Nodes.PACKAGES ? type.getPackageName() : type.getName();
  }

  private static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(DependencyCycles::topLevel).orElse(type);
  }

  /** The strongly connected components of the graph. */
  private final class Components {

    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> stack = new ArrayDeque<>();
    private final Set<String> onStack = new HashSet<>();
    private final List<Set<String>> components = new ArrayList<>();

    List<Set<String>> all() {
      for (String node : graph.keySet()) {
        if (!index.containsKey(node)) {
          visit(node);
        }
      }
      return components;
    }

    private void visit(String node) {
      int number = index.size();
      index.put(node, number);
      low.put(node, number);
      stack.push(node);
      onStack.add(node);
      for (String next : graph.getOrDefault(node, Map.of()).keySet()) {
        if (!index.containsKey(next)) {
          visit(next);
          low.merge(node, low.get(next), Math::min);
        } else if (onStack.contains(next)) {
          low.merge(node, index.get(next), Math::min);
        }
      }
      if (low.get(node) == number) {
        var component = new TreeSet<String>();
        String member;
        do {
          member = stack.pop();
          onStack.remove(member);
          component.add(member);
        } while (!member.equals(node));
        components.add(component);
      }
    }
  }
}
