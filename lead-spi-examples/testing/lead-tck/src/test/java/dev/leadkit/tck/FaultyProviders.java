// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Score;
import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Scorer;
import dev.leadkit.spi.Settings;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A sound provider, and providers that each break one rule, as a real one might. */
final class FaultyProviders {

  private FaultyProviders() {}

  /** A scorer that gives every lead the same points, between a lower and an upper limit. */
  public static class Fixed implements Provider<Scorer> {

    /** For the service loader. */
    public Fixed() {}

    @Override
    public Class<Scorer> type() {
      return Scorer.class;
    }

    @Override
    public String name() {
      return "fixed-points";
    }

    @Override
    public Scorer create(Settings settings) {
      int points = settings.integer("points");
      int limit = settings.integer("limit");
      return lead -> Score.of(Math.min(points, limit), List.of(), List.of());
    }
  }

  abstract static class Planted extends ProviderContract {

    @Override
    protected String rightSettings() {
      return "{ points: 7, limit: 9 }";
    }

    @Override
    protected Mistakes wrongSettings() {
      return new Mistakes(
          "{ points: many, limit: few, colour: red }",
          List.of(": points: ", ": limit: ", ": colour: "));
    }
  }

  static class Rule1_it_needs_to_be_told_its_name extends Planted {

    public static final class Named extends Fixed {
      public Named(String name) {
        super();
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return Named.class;
    }
  }

  static class Rule1_the_constructor_needs_a_service extends Planted {

    public static final class Connected extends Fixed {
      public Connected() {
        throw new IllegalStateException("the service does not answer");
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return Connected.class;
    }
  }

  static class Rule1_one_product_is_shared extends Planted {

    private static final Scorer SHARED = lead -> Score.of(7, List.of(), List.of());

    public static final class Sharing extends Fixed {
      @Override
      public Scorer create(Settings settings) {
        super.create(settings);
        return SHARED;
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return Sharing.class;
    }
  }

  static class Rule2_each_has_a_name_of_its_own extends Planted {

    private static final AtomicInteger MADE = new AtomicInteger();

    public static final class Numbered extends Fixed {

      private final int number = MADE.incrementAndGet();

      @Override
      public String name() {
        return "fixed-" + number;
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return Numbered.class;
    }
  }

  static class Rule2_the_name_is_that_of_a_class extends Planted {

    public static final class FixedPoints extends Fixed {
      @Override
      public String name() {
        return "FixedPoints";
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return FixedPoints.class;
    }
  }

  static class Rule2_the_type_is_not_that_of_the_product extends Planted {

    public static final class Mistyped implements Provider<Object> {

      @Override
      @SuppressWarnings({"unchecked", "rawtypes"})
      public Class<Object> type() {
        return (Class) dev.leadkit.spi.Router.class;
      }

      @Override
      public String name() {
        return "fixed-points";
      }

      @Override
      public Object create(Settings settings) {
        return new Fixed().create(settings);
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return Mistyped.class;
    }
  }

  static class Rule3_a_system_property_is_the_default extends Planted {

    public static final class Ambient extends Fixed {
      @Override
      public Scorer create(Settings settings) {
        Scorer scorer = super.create(settings);
        int bonus = Integer.getInteger("scoring.bonus", 0);
        return bonus == 0 ? scorer : lead -> Score.of(bonus, List.of(), List.of());
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return Ambient.class;
    }
  }

  static class Rule4_a_mistake_is_thrown extends Planted {

    public static final class Throwing extends Fixed {
      @Override
      public Scorer create(Settings settings) {
        Scorer scorer = super.create(settings);
        if (!settings.problems().isEmpty()) {
          throw new IllegalArgumentException(String.join("\n", settings.problems()));
        }
        return scorer;
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return Throwing.class;
    }
  }

  static class Rule4_only_the_first_mistake_is_noted extends Planted {

    public static final class Hasty extends Fixed {
      @Override
      public Scorer create(Settings settings) {
        int points = settings.integer("points");
        if (settings.at("points").isNumber()) {
          settings.integer("limit");
        } else {
          settings.at("limit");
        }
        return lead -> Score.of(points, List.of(), List.of());
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return Hasty.class;
    }
  }

  static class Rule4_a_key_is_not_known extends Planted {

    public static final class Forgetful extends Fixed {
      @Override
      public Scorer create(Settings settings) {
        int points = settings.integer("points");
        return lead -> Score.of(points, List.of(), List.of());
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return Forgetful.class;
    }
  }

  static class Rule4_mistakes_are_remembered extends Planted {

    public static final class Resentful extends Fixed {

      private boolean wasWrong;

      @Override
      public Scorer create(Settings settings) {
        Scorer scorer = super.create(settings);
        wasWrong |= !settings.at("points").isNumber();
        if (wasWrong) {
          settings.problem("the settings were wrong");
        }
        return scorer;
      }
    }

    @Override
    protected Class<? extends Provider<?>> provider() {
      return Resentful.class;
    }
  }
}
