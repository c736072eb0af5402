package io.millrace.schema.scalar;

import graphql.scalars.ExtendedScalars;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;

/**
 * The scalars of {@code platform.graphqls}.
 *
 * <p>Decimal, Long and DateTime have a wire form of ours; Date is graphql-java-extended-scalars',
 * whose wire form is the same.
 */
public final class PlatformScalars {

  /** An exact decimal number: {@link java.math.BigDecimal} in Java, a string in JSON. */
  public static final GraphQLScalarType DECIMAL =
      GraphQLScalarType.newScalar()
          .name("Decimal")
          .description("An exact decimal number; a string in JSON.")
          .coercing(new TextCoercing<>(new DecimalFormat()))
          .build();

  /** A signed integer of 64 bits: {@link Long} in Java, a string in JSON. */
  public static final GraphQLScalarType LONG =
      GraphQLScalarType.newScalar()
          .name("Long")
          .description("A signed integer of 64 bits; a string in JSON.")
          .coercing(new TextCoercing<>(new LongFormat()))
          .build();

  /** A moment: {@link java.time.Instant} in Java; in JSON always UTC with milliseconds. */
  public static final GraphQLScalarType DATE_TIME =
      GraphQLScalarType.newScalar()
          .name("DateTime")
          .description("A moment in UTC with milliseconds: `2026-11-24T08:30:00.000Z`.")
          .specifiedByUrl("https://scalars.graphql.org/andimarek/date-time.html")
          .coercing(new TextCoercing<>(new DateTimeFormat()))
          .build();

  /** A calendar date: {@link java.time.LocalDate} in Java. */
  public static final GraphQLScalarType DATE =
      GraphQLScalarType.newScalar(ExtendedScalars.Date)
          .description("A calendar date: `2026-11-24`.")
          .specifiedByUrl(null)
          .build();

  private static final List<GraphQLScalarType> ALL = List.of(DECIMAL, LONG, DATE_TIME, DATE);

  private PlatformScalars() {}

  /** All of them. */
  public static List<GraphQLScalarType> all() {
    return ALL;
  }

  /** Adds all of them to a wiring, which Spring for GraphQL's configurers get too. */
  public static void register(RuntimeWiring.Builder wiring) {
    ALL.forEach(wiring::scalar);
  }
}
