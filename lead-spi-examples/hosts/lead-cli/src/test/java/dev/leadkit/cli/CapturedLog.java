// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Captures the log of a package during a test, so that it can be asserted and is not printed. */
final class CapturedLog implements AutoCloseable {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  private CapturedLog(Logger logger) {
    this.logger = logger;
  }

  static CapturedLog of(String name) {
    var log = new CapturedLog((Logger) LoggerFactory.getLogger(name));
    log.events.start();
    log.logger.addAppender(log.events);
    log.logger.setAdditive(false);
    return log;
  }

  /** Each event from WARN on as {@code LEVEL message: cause}, in order. */
  List<String> problems() {
    return List.copyOf(events.list).stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(event -> event.getLevel() + " " + event.getFormattedMessage() + cause(event))
        .toList();
  }

  private static String cause(ILoggingEvent event) {
    IThrowableProxy cause = event.getThrowableProxy();
    return cause == null ? "" : ": " + cause.getClassName() + ": " + cause.getMessage();
  }

  @Override
  public void close() {
    logger.setAdditive(true);
    logger.detachAppender(events);
  }
}
