package io.millrace.api.cost;

import graphql.execution.ValuesResolver;
import graphql.introspection.Introspection;
import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.SelectionSet;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import io.millrace.api.error.ErrorCode;
import io.millrace.api.error.RequestException;
import io.millrace.api.gate.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Static query analysis (GraphQL Cost Directives, section 5.1.1) of one operation with its
 * variables: an upper bound of what running it costs.
 *
 * <p>Fields are collected and merged as the execution does it, for each concrete type, so that a
 * fragment that repeats its neighbour's fields costs nothing more. What the same selections cost on
 * the same type is worked out once: the documents that would explode nest a fragment in a fragment.
 */
final class Estimation {

  /** More than a document within the limits on its shape needs; selections on one type each. */
  private static final int MOST_PLANS = 50_000;

  private final Operation operation;
  private final Weights weights;
  private final int page;
  private final double introspection;
  private final Map<Place, CostPlan> plans = new HashMap<>();
  private final Assumptions assumptions;
  private final FieldCollection collection;

  /**
   * The fields of a connection, or the like, whose size their parent says.
   *
   * @param fields their names
   * @param elements how many elements each has at most
   */
  private record Sized(List<String> fields, double elements) {
    static final Sized NONE = new Sized(List.of(), 0);
  }

  /** Selections on a type. Nodes of a document are equal only where they are the same. */
  private record Place(GraphQLObjectType type, List<SelectionSet> selections, Sized sized) {}

  /** A field with what is below it. */
  private record Priced(double resolving, Cost estimate, CostPlan.Part part, CostPlan.Path path) {}

  /**
   * @param page the rows of a page where nobody says how many
   * @param introspection what {@code __schema} and {@code __type} cost, with everything below
   */
  Estimation(Operation operation, Weights weights, int page, double introspection) {
    this.operation = operation;
    this.weights = weights;
    this.page = page;
    this.introspection = introspection;
    this.assumptions = new Assumptions(operation);
    this.collection = new FieldCollection(operation, assumptions);
  }

  /**
   * The plan of the whole operation.
   *
   * @throws RequestException where a size is none, or the document is too entangled to price
   */
  CostPlan plan() {
    return plan(
        new Place(operation.root(), List.of(operation.definition().getSelectionSet()), Sized.NONE));
  }

  /** What was taken for granted of unknown variables, once there is a plan. */
  List<String> assumptions() {
    return assumptions.all();
  }

  private CostPlan plan(Place place) {
    var known = plans.get(place);
    if (known != null) {
      return known;
    }
    if (plans.size() >= MOST_PLANS) {
      throw new RequestException(
          ErrorCode.DOCUMENT_TOO_COMPLEX, "The document nests too many fragments to price it");
    }
    var plan = price(place);
    plans.put(place, plan);
    return plan;
  }

  private CostPlan price(Place place) {
    var fields = collection.of(place.selections(), place.type());
    double weight = weights.ofType(place.type());
    double resolving = 0;
    var estimate = new Cost(0, weight);
    var parts = new ArrayList<CostPlan.Part>();
    CostPlan.@Nullable Path dearest = null;
    @Nullable String typeNameKey = null;
    for (var entry : fields.entrySet()) {
      var key = entry.getKey();
      var field = entry.getValue().getFirst();
      if (field.getName().equals(Introspection.TypeNameMetaFieldDef.getName())) {
        typeNameKey = key;
        continue;
      }
      var priced =
          isIntrospection(field)
              ? introspection(key)
              : price(key, entry.getValue(), place.type(), place.sized());
      resolving += priced.resolving();
      estimate = estimate.plus(priced.estimate());
      if (priced.part().valueWeight() != 0 || !priced.part().shapes().isEmpty()) {
        parts.add(priced.part());
      }
      if (priced.path().cost() > (dearest == null ? 0 : dearest.cost())) {
        dearest = priced.path();
      }
    }
    return new CostPlan(
        place.type().getName(),
        weight,
        resolving,
        List.copyOf(parts),
        fields.size(),
        typeNameKey,
        estimate,
        dearest);
  }

  private static boolean isIntrospection(Field field) {
    return field.getName().equals(Introspection.SchemaMetaFieldDef.getName())
        || field.getName().equals(Introspection.TypeMetaFieldDef.getName());
  }

  /** Its lists have no sizes; asking for one twice in a row is refused already. */
  private Priced introspection(String key) {
    return new Priced(
        introspection,
        new Cost(introspection, introspection),
        new CostPlan.Part(key, introspection, List.of()),
        new CostPlan.Path(key, introspection, null));
  }

  private Priced price(String key, List<Field> nodes, GraphQLObjectType owner, Sized sized) {
    var field = nodes.getFirst();
    var definition = Objects.requireNonNull(owner.getFieldDefinition(field.getName()));
    var arguments = operation.arguments().of(definition, field);
    double resolving =
        Math.max(
            0,
            weights.ofField(definition)
                + weights.ofArguments(definition.getArguments(), arguments)
                + directives(nodes));
    var size = weights.listSize(definition);
    var name = owner.getName() + "." + definition.getName();
    double told = size.isEmpty() ? Cost.MOST : size.get().elements(arguments, name, page);
    size.ifPresent(declared -> assumptions.size(declared, arguments, name, told));
    double elements = 1;
    if (GraphQLTypeUtil.unwrapNonNull(definition.getType()) instanceof GraphQLList) {
      boolean byParent = sized.fields().contains(definition.getName());
      boolean here = size.isPresent() && size.get().sizedFields().isEmpty();
      elements = byParent ? sized.elements() : here ? told : Cost.MOST;
    }
    var below =
        size.filter(given -> !given.sizedFields().isEmpty())
            .map(given -> new Sized(given.sizedFields(), told))
            .orElse(Sized.NONE);
    return price(key, nodes, definition, resolving, elements, below);
  }

  private Priced price(
      String key,
      List<Field> nodes,
      GraphQLFieldDefinition definition,
      double resolving,
      double elements,
      Sized below) {
    var type = (GraphQLNamedType) GraphQLTypeUtil.unwrapAll(definition.getType());
    var own = new Cost(resolving, 0);
    if (!(type instanceof GraphQLCompositeType composite)) {
      double weight = weights.ofType(type);
      return new Priced(
          resolving,
          own.plus(new Cost(0, weight).times(elements)),
          new CostPlan.Part(key, weight, List.of()),
          new CostPlan.Path(key, resolving, null));
    }
    var selections =
        nodes.stream().map(node -> Objects.requireNonNull(node.getSelectionSet())).toList();
    var shapes =
        possible(composite).stream()
            .map(shape -> plan(new Place(shape, selections, below)))
            .toList();
    var each = shapes.stream().map(CostPlan::estimate).reduce(Cost.NONE, Cost::max);
    var estimate = own.plus(each.times(elements));
    return new Priced(
        resolving,
        estimate,
        new CostPlan.Part(key, 0, shapes),
        path(key, resolving, elements, estimate, shapes));
  }

  /** Goes on to the dearest field below, unless resolving this one costs more. */
  private static CostPlan.Path path(
      String key, double resolving, double elements, Cost estimate, List<CostPlan> shapes) {
    CostPlan.@Nullable Path dearest = null;
    for (var shape : shapes) {
      var candidate = shape.dearest();
      if (candidate != null && (dearest == null || candidate.cost() > dearest.cost())) {
        dearest = candidate;
      }
    }
    boolean goesOn = dearest != null && dearest.cost() * elements > resolving;
    return new CostPlan.Path(key, estimate.field(), goesOn ? dearest : null);
  }

  /** Directives on a field may make it cheaper; nodes that are merged count as the dearest. */
  private double directives(List<Field> nodes) {
    double most = Double.NEGATIVE_INFINITY;
    for (var node : nodes) {
      double sum = 0;
      for (var directive : node.getDirectives()) {
        var arguments =
            weights.directive(directive.getName()).map(known -> known.getArguments()).orElseThrow();
        sum += weights.ofArguments(arguments, values(arguments, directive.getArguments()));
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  /**
   * A value that can't be coerced refuses the whole operation here: the execution would fail the
   * one field only, and only when its fetcher asks.
   */
  private Map<String, @Nullable Object> values(
      List<GraphQLArgument> definitions, List<Argument> given) {
    return definitions.isEmpty()
        ? Map.of()
        : ValuesResolver.getArgumentValues(
            operation.schema().getCodeRegistry(),
            definitions,
            given,
            operation.variables(),
            operation.context(),
            operation.input().getLocale());
  }

  private List<GraphQLObjectType> possible(GraphQLCompositeType type) {
    return switch (type) {
      case GraphQLObjectType object -> List.of(object);
      case GraphQLInterfaceType face -> operation.schema().getImplementations(face);
      case GraphQLUnionType union ->
          union.getTypes().stream().map(GraphQLObjectType.class::cast).toList();
      default -> throw new IllegalStateException("No composite type: " + type);
    };
  }
}
