package io.millrace.ops.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schema.catalog.AccessRule;
import io.millrace.schema.catalog.DocumentField;
import io.millrace.schema.catalog.ReadModel;
import io.millrace.schema.catalog.WireType;
import io.millrace.schema.key.DocumentKey;
import io.millrace.schema.key.GlobalId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * That no answer tells what is hidden from what does not exist.
 *
 * <p>Rows: {@link #ofRows} asks every question about hidden rows that the schema has words for: by
 * id and unique key, alone and in lists; searches that filter by their values, order by each field,
 * look for their words, count, page and highlight; and every relation that leads to them. It is
 * asked where the rows are, and again where they are gone: the answers must be the same, down to
 * the headers, the costs and, where the API says them, the round trips.
 *
 * <p>Fields: {@link #requireNoneOfFields} asks about the values that guarded fields have, and about
 * values that none has.
 */
public final class Leaks {

  private static final String NOWHERE = "zzzyx";

  private final AccessDomain domain;
  private final Asking asking;
  private final Questions questions;

  private Leaks(AccessDomain domain) {
    this.domain = domain;
    this.asking = new Asking(domain.graphql());
    this.questions = new Questions(domain.catalog());
  }

  /**
   * What a caller is answered to every question about rows.
   *
   * @param rows the documents' JSON by global id, as they are where they are
   * @return by question
   */
  public static Map<String, Object> ofRows(
      AccessDomain domain, AccessDomain.Caller caller, Map<String, JsonNode> rows) {
    return new Leaks(domain).answers(caller, rows);
  }

  private Map<String, Object> answers(AccessDomain.Caller caller, Map<String, JsonNode> rows) {
    var asked = new LinkedHashSet<String>();
    var paged = new LinkedHashSet<String>();
    rows.forEach(
        (id, row) -> {
          var model = domain.catalog().readModel(GlobalId.decode(id).type());
          asked.addAll(questions.lookups(model, id, row, domain.sample(model.type())));
          asked.addAll(questions.searches(model, row));
          paged.addAll(questions.pages(model));
          asked.addAll(questions.relations(model, parents(model, row)));
        });
    var answers = new LinkedHashMap<String, Object>();
    asked.forEach(document -> answers.put(document, asking.ask(caller, document)));
    paged.forEach(
        template -> {
          answers.put(template + " forward", page(caller, template, true));
          answers.put(template + " backward", page(caller, template, false));
        });
    return answers;
  }

  /** What may lead to a row: the documents whose ids it holds, and one of each type. */
  private Map<String, Set<String>> parents(ReadModel model, JsonNode row) {
    var parents = new HashMap<String, Set<String>>();
    domain.catalog().readModels().keySet().forEach(type -> add(parents, domain.sample(type)));
    for (var field : model.shape().fields()) {
      if (field.type() instanceof WireType.Id) {
        var id = row.path(field.name());
        if (id.isString()) {
          add(parents, id.asString());
        }
      }
    }
    return parents;
  }

  private static void add(Map<String, Set<String>> parents, String id) {
    parents.computeIfAbsent(GlobalId.decode(id).type(), _ -> new LinkedHashSet<>()).add(id);
  }

  private List<Reply> page(AccessDomain.Caller caller, String template, boolean forward) {
    var replies = new ArrayList<Reply>();
    var size = forward ? "first: 2" : "last: 2";
    var next = "";
    for (int page = 0; page < 50; page++) {
      var reply = asking.ask(caller, template.formatted(size + next));
      replies.add(reply);
      var info = reply.body().findValue("pageInfo");
      if (info == null || !info.path(forward ? "hasNextPage" : "hasPreviousPage").asBoolean()) {
        return replies;
      }
      next =
          forward
              ? ", after: \"%s\"".formatted(info.path("endCursor").asString())
              : ", before: \"%s\"".formatted(info.path("startCursor").asString());
    }
    throw new AssertionError("The list does not end: " + template);
  }

  /**
   * Requires that a caller learns nothing of the values of a guarded field of a type.
   *
   * @param ids rows that the caller may see
   * @return how many questions were asked
   */
  public static int requireNoneOfFields(
      AccessDomain domain, AccessDomain.Caller caller, Collection<String> ids) {
    var leaks = new Leaks(domain);
    int asked = 0;
    for (var id : ids) {
      var model = domain.catalog().readModel(GlobalId.decode(id).type());
      for (var field : model.shape().fields()) {
        if (!leaks.ruleOf(model, field).isOpen()) {
          asked += leaks.requireNone(caller, model, field, domain.document(id));
        }
      }
    }
    return asked;
  }

  private AccessRule ruleOf(ReadModel model, DocumentField field) {
    return domain.catalog().rules().ofField(model.type(), field.name());
  }

  private int requireNone(
      AccessDomain.Caller caller, ReadModel model, DocumentField field, JsonNode row) {
    var value = row.path(field.name());
    var about = questions.about(model, field, value);
    var other = questions.about(model, field, unlike(field, value));
    assertThat(other).hasSameSizeAs(about);
    for (int at = 0; at < about.size(); at++) {
      assertThat(asking.ask(caller, about.get(at)).toString())
          .as("%s asks %s", caller.name(), about.get(at))
          .isEqualTo(asking.ask(caller, other.get(at)).toString());
    }
    return about.size();
  }

  /** A value that no row has, of the same length as text. */
  private static JsonNode unlike(DocumentField field, JsonNode value) {
    var nodes = JsonNodeFactory.instance;
    if (field.type() instanceof WireType.Id(var of)) {
      return nodes.stringNode(GlobalId.encode(DocumentKey.of(of, 8_888_888)));
    }
    return value.isString()
        ? nodes.stringNode(NOWHERE.repeat(3).substring(0, Math.min(15, value.asString().length())))
        : value.isBoolean() ? nodes.booleanNode(!value.asBoolean()) : nodes.numberNode(8_888_888);
  }
}
