package io.millrace.schema.catalog;

import graphql.language.ObjectTypeDefinition;
import io.millrace.schema.catalog.DomainSources.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Reads a domain's SDL and read models, checks them against each other, and describes them. */
public final class CatalogLoader {

  /**
   * The catalog of a domain. The platform's own SDL need not be among the sources.
   *
   * @throws SchemaProblemsException with every mistake that SDL and SQL alone show
   */
  public Catalog load(DomainSources sources) {
    var files = new ArrayList<SourceFile>();
    files.add(platform());
    files.addAll(sources.sdl());
    var problems = new Problems(files);
    var statements =
        sources.sql().stream().map(file -> ReadModelSqlReader.read(file, problems)).toList();
    var sdlProblems = new Problems(files);
    var sdl = new SdlReader(sdlProblems).read(files);
    problems.addAll(sdlProblems);
    if (sdl.isEmpty()) {
      throw problems.exception();
    }
    return describe(sdl.get(), statements, sources.released(), problems);
  }

  private static Catalog describe(
      Sdl sdl, List<ReadModelSql> statements, List<SourceFile> released, Problems problems) {
    var paired = pair(sdl, statements, problems);
    var relations = new RelationReader(sdl, problems).read();
    var shapes = new Shapes(sdl, relations, problems);
    sdl.domainObjects()
        .filter(type -> sdl.isReadModel(type.getName()))
        .forEach(type -> shapes.of(type.getName()));
    var keys = new UniqueKeys(sdl, problems);
    var uniqueKeys = new TreeMap<String, List<UniqueKey>>();
    sdl.domainObjects()
        .map(ObjectTypeDefinition::getName)
        .filter(sdl::isReadModel)
        .forEach(type -> uniqueKeys.put(type, keys.of(type, paired.get(type))));
    var roots = new RootFields(sdl, uniqueKeys, problems);
    var queries = roots.queries();
    var mutations = roots.mutations();
    paired.forEach(
        (type, sql) ->
            new StatementCheck(sql, problems).run(uniqueKeys.getOrDefault(type, List.of())));
    var reader = new SearchConnectionReader(sdl, shapes, problems);
    var connections = reader.read();
    var rules =
        new AccessRuleReader(sdl, relations, connections, problems)
            .read(new RowRuleReader(sdl, shapes, problems).read());
    check(sdl, relations, shapes, reader.entryTypes(), problems);
    var versions = new VersionViews(sdl, released, problems).cut();
    problems.throwIfAny();

    var models = new TreeMap<String, ReadModel>();
    paired.forEach(
        (type, sql) ->
            models.put(
                type, model(sql, uniqueKeys.getOrDefault(type, List.of()), shapes.of(type))));
    return new Catalog(
        models,
        relations.stream().map(DeclaredRelation::relation).toList(),
        connections,
        queries,
        mutations,
        rules,
        sdl.registry(),
        versions);
  }

  private static void check(
      Sdl sdl,
      List<DeclaredRelation> relations,
      Shapes shapes,
      Set<String> facetEntries,
      Problems problems) {
    var filters = new FilterCheck(sdl, problems);
    new RelationCheck(sdl, shapes, new IdTypes(sdl, relations), problems)
        .run(
            relations.stream()
                .filter(relation -> !facetEntries.contains(relation.relation().ownerType()))
                .toList());
    new ConnectionCheck(sdl, problems).run();
    new SearchArguments(sdl, shapes, filters, problems).run();
    new MutationContract(sdl, problems).run();
    new InaccessibleCheck(sdl, shapes, problems).run();
    new InputIdCheck(sdl, problems).run(filters.inputs());
    new ListSizeCheck(sdl, problems).run();
    new WeightCheck(sdl, problems).run();
    new ConstraintCheck(sdl, problems).run();
    new DescriptionCheck(sdl, problems).run();
  }

  /** The statements by type, without those that have no type. */
  private static Map<String, ReadModelSql> pair(
      Sdl sdl, List<ReadModelSql> statements, Problems problems) {
    var paired = new TreeMap<String, ReadModelSql>();
    for (var sql : statements) {
      if (sdl.isReadModel(sql.type())) {
        paired.put(sql.type(), sql);
      } else {
        problems.add(
            sql.file(),
            sql.typeLine(),
            sdl.object(sql.type()).isPresent()
                ? "The type %s is not marked as a read model".formatted(sql.type())
                : "There is no type %s".formatted(sql.type()),
            "Write `type %s @readModel { … }`, or remove the file.".formatted(sql.type()));
      }
    }
    sdl.domainObjects()
        .filter(type -> sdl.isReadModel(type.getName()))
        .filter(type -> !paired.containsKey(type.getName()))
        .forEach(
            type ->
                problems.at(
                    type,
                    "The read model %s has no statement".formatted(type.getName()),
                    "Write read-models/%s.sql, or take @readModel away."
                        .formatted(type.getName())));
    return paired;
  }

  private static ReadModel model(ReadModelSql sql, List<UniqueKey> uniqueKeys, ObjectShape shape) {
    var key = Objects.requireNonNull(sql.key(), "a missing key is a problem");
    return new ReadModel(
        sql.type(),
        sql.file(),
        sql.statement(),
        key,
        sql.routes(),
        uniqueKeys,
        shape,
        ModelHash.of(key, sql.routes(), uniqueKeys, shape, sql.statement()));
  }

  private static SourceFile platform() {
    var resource = "/io/millrace/schema/platform.graphqls";
    try (var in = CatalogLoader.class.getResourceAsStream(resource)) {
      return new SourceFile(
          Sdl.PLATFORM_FILE,
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
