package io.millrace.ops.attack;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises an answer that tells what the server is made of. */
final class Leaks {

  private static final List<Pattern> INSIDE =
      List.of(
          // Names of classes, and the frames and causes of a stack.
          Pattern.compile(
              "\\b(java|javax|jakarta|jdk|sun|reactor|graphql|tools\\.jackson|kotlin"
                  + "|io\\.(millrace|netty|lettuce|r2dbc|micrometer)"
                  + "|org\\.(springframework|postgresql|elasticsearch|reactivestreams|apache))"
                  + "\\.[a-z0-9]+[.\\w$]*\\b"),
          Pattern.compile("\\bat [\\w.$]+\\([\\w$]+\\.java(:\\d+)?\\)"),
          Pattern.compile("\\b[A-Z]\\w{2,60}+(?<=[a-z](Exception|Error))\\b(?!\")"),
          Pattern.compile("Caused by:"),
          // What the stores say.
          Pattern.compile(
              "(?i)\\bSQLSTATE\\b|syntax error at or near|relation \"|column \".*\" does"),
          Pattern.compile("(?i)\\bselect\\b.{1,80}\\bfrom\\b|insert into|pg_catalog"),
          Pattern.compile("_phase_execution|parsing_exception|mapper_|illegal_argument_exception"),
          Pattern.compile("\\b(WRONGTYPE|NOSCRIPT|CROSSSLOT|LOADING Redis|ERR [a-z])"),
          // Where it runs.
          Pattern.compile("(/home/|/tmp/|/usr/|/root/|[A-Z]:\\\\)\\w+"),
          Pattern.compile("jdbc:|r2dbc:|redis://|postgresql://"));

  /** Codes and messages that have such words and are meant for clients. */
  private static final Pattern PUBLIC =
      Pattern.compile("PersistedQuery(NotFound|NotSupported)|\\b\\w{0,60}+(?<=[uU]serErrors?)\\b");

  private Leaks() {}

  /** The part of an answer that tells something, empty where none does. */
  static Optional<String> in(Response response) {
    var text = PUBLIC.matcher(response.headers() + "\n" + response.body()).replaceAll("");
    for (var pattern : INSIDE) {
      var matcher = pattern.matcher(text);
      if (matcher.find()) {
        return Optional.of(matcher.group());
      }
    }
    return Optional.empty();
  }
}
