// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java blocks of a Markdown document. */
final class Snippets {

  private static final Pattern FENCE =
      Pattern.compile("^```java\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern TYPE = Pattern.compile(
      "^(public |final |abstract )*(class|record|interface|enum) ", Pattern.MULTILINE);

  private Snippets() {}

  static List<String> of(String markdown) {
    return FENCE.matcher(markdown).results().map(match -> match.group(1)).toList();
  }

  /** Compiles a block into a folder and returns the errors of the compiler. */
  static List<String> compile(String block, Path folder, String classPath) {
    var problems = new DiagnosticCollector<JavaFileObject>();
    var options = List.of("-proc:none", "-d", folder.toString(), "-classpath", classPath);
    ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, problems, options, null, List.of(new Source(wrapped(block))))
        .call();
    return problems.getDiagnostics().stream()
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .map(problem -> problem.getMessage(Locale.ROOT))
        .toList();
  }

  /** Bare statements become the body of a method, after their imports; whole types stay as they are. */
  private static String wrapped(String block) {
    String imports =
        block.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
    String rest =
        block.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
    return TYPE.matcher(rest).find()
        ? imports + "\n"
            + rest.replaceAll(
                "(?m)^public (?=(final |abstract )*(class|record|interface|enum) )", "")
        : imports + "\nabstract class Block {\nvoid run() throws Exception {\n" + rest + "\n}\n}\n";
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String text) {
      super(URI.create("string:///Block.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
