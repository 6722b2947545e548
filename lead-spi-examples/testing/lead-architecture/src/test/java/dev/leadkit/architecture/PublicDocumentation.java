// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Finds public and protected elements without a documentation comment, in parsed sources.
 *
 * <p>Exempt are overriding methods, compact constructors, constructors without parameters, and the constants of an enum whose own comment
 * explains them.
 */
final class PublicDocumentation extends TreePathScanner<Void, Boolean> {

  private final DocTrees trees;
  private final CompilationUnitTree unit;
  private final List<String> missing;

  private PublicDocumentation(DocTrees trees, CompilationUnitTree unit, List<String> missing) {
    this.trees = trees;
    this.unit = unit;
    this.missing = missing;
  }

  /** A source file in memory. */
  static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** {@code package.Type.element} for each element without a comment, in the order of the sources. */
  static List<String> missing(List<Source> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task = (JavacTask)
        compiler.getTask(null, null, problem -> {}, List.of("-proc:none"), null, sources);
    DocTrees trees = DocTrees.instance(task);
    var missing = new ArrayList<String>();
    for (CompilationUnitTree unit : task.parse()) {
      new PublicDocumentation(trees, unit, missing).scan(unit, true);
    }
    return missing;
  }

  @Override
  public Void visitClass(ClassTree type, Boolean isOpen) {
    Tree parent = getCurrentPath().getParentPath().getLeaf();
    boolean open = isOpen && isOpen(type.getModifiers(), parent);
    if (open) {
      check(type.getSimpleName().toString());
    }
    for (Tree member : type.getMembers()) {
      scan(member, open);
    }
    return null;
  }

  @Override
  public Void visitMethod(MethodTree method, Boolean isOpen) {
    ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
    boolean isConstructor = method.getReturnType() == null;
    boolean isPlain =
        isConstructor && (method.getParameters().isEmpty() || type.getKind() == Tree.Kind.RECORD);
    if (isOpen && isOpen(method.getModifiers(), type) && !isPlain && !overrides(method)) {
      check(isConstructor ? "new" : method.getName().toString());
    }
    return null;
  }

  @Override
  public Void visitVariable(VariableTree field, Boolean isOpen) {
    Tree type = getCurrentPath().getParentPath().getLeaf();
    boolean isConstant = type.getKind() == Tree.Kind.ENUM
        && field.getType().toString().equals(((ClassTree) type).getSimpleName().toString());
    boolean isComponent = type.getKind() == Tree.Kind.RECORD
        && !field.getModifiers().getFlags().contains(Modifier.STATIC);
    if (isOpen && isOpen(field.getModifiers(), type) && !isConstant && !isComponent) {
      check(field.getName().toString());
    }
    return null;
  }

  private static boolean overrides(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
  }

  private static boolean isOpen(ModifiersTree modifiers, Tree parent) {
    boolean isImplied =
        parent.getKind() == Tree.Kind.INTERFACE && !modifiers.getFlags().contains(Modifier.PRIVATE);
    return isImplied
        || modifiers.getFlags().contains(Modifier.PUBLIC)
        || modifiers.getFlags().contains(Modifier.PROTECTED);
  }

  private void check(String name) {
    if (trees.getDocComment(getCurrentPath()) == null) {
      var place = new StringBuilder(unit.getPackageName().toString());
      for (var path = getCurrentPath().getParentPath(); path != null; path = path.getParentPath()) {
        if (path.getLeaf() instanceof ClassTree outer) {
          place.insert(unit.getPackageName().toString().length(), "." + outer.getSimpleName());
        }
      }
      missing.add(place + "." + name);
    }
  }
}
