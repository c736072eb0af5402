package io.millrace.schema.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a Postgres statement, cut so that nothing inside a string, a quoted name or a comment
 * is mistaken for code (Postgres manual, section 4.1 "Lexical Structure").
 *
 * @param kind what it is
 * @param text its text as it stands in the statement
 * @param start the offset of its first character
 */
record SqlToken(Kind kind, String text, int start) {

  enum Kind {
    WORD,
    /** {@code :name}. */
    PARAMETER,
    /** A string, a dollar-quoted string or a quoted name. */
    QUOTED,
    COMMENT,
    SPACE,
    /** One character of anything else; {@code ::} is one symbol. */
    SYMBOL
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isCode() {
    return kind != Kind.COMMENT && kind != Kind.SPACE;
  }

  /** The tokens of a statement; their texts, joined, are the statement. */
  static List<SqlToken> scan(String sql) {
    var tokens = new ArrayList<SqlToken>();
    int at = 0;
    while (at < sql.length()) {
      var kind = kindAt(sql, at);
      int end = endOf(kind, sql, at);
      tokens.add(new SqlToken(kind, sql.substring(at, end), at));
      at = end;
    }
    return List.copyOf(tokens);
  }

  private static Kind kindAt(String sql, int at) {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      return Kind.SPACE;
    }
    if (sql.startsWith("--", at) || sql.startsWith("/*", at)) {
      return Kind.COMMENT;
    }
    if (c == '\'' || c == '"' || dollarTagEnd(sql, at) > 0 || isEscapeString(sql, at)) {
      return Kind.QUOTED;
    }
    if (isNameStart(c)) {
      return Kind.WORD;
    }
    boolean parameter =
        c == ':'
            && at + 1 < sql.length()
            && isNameStart(sql.charAt(at + 1))
            && !endsOperand(sql, at - 1);
    return parameter ? Kind.PARAMETER : Kind.SYMBOL;
  }

  private static int endOf(Kind kind, String sql, int at) {
    return switch (kind) {
      case SPACE -> {
        int end = at;
        while (end < sql.length() && Character.isWhitespace(sql.charAt(end))) {
          end++;
        }
        yield end;
      }
      case WORD, PARAMETER -> nameEnd(sql, at + 1);
      case COMMENT -> sql.charAt(at) == '-' ? lineEnd(sql, at) : blockEnd(sql, at);
      case QUOTED -> quotedEnd(sql, at);
      case SYMBOL -> sql.startsWith("::", at) ? at + 2 : at + 1;
    };
  }

  private static int quotedEnd(String sql, int at) {
    int tagEnd = dollarTagEnd(sql, at);
    if (tagEnd > 0) {
      int closing = sql.indexOf(sql.substring(at, tagEnd), tagEnd);
      return closing < 0 ? sql.length() : closing + tagEnd - at;
    }
    boolean escapes = isEscapeString(sql, at);
    int open = escapes ? at + 1 : at;
    char quote = sql.charAt(open);
    // A doubled quote closes and opens again, so it needs no case of its own.
    for (int end = open + 1; end < sql.length(); end++) {
      if (escapes && sql.charAt(end) == '\\') {
        end++;
      } else if (sql.charAt(end) == quote) {
        return end + 1;
      }
    }
    return sql.length();
  }

  /** Block comments nest in Postgres. */
  private static int blockEnd(String sql, int at) {
    int depth = 0;
    for (int end = at; end < sql.length(); end++) {
      if (sql.startsWith("/*", end)) {
        depth++;
        end++;
      } else if (sql.startsWith("*/", end)) {
        depth--;
        end++;
        if (depth == 0) {
          return end + 1;
        }
      }
    }
    return sql.length();
  }

  private static int lineEnd(String sql, int at) {
    int end = sql.indexOf('\n', at);
    return end < 0 ? sql.length() : end;
  }

  /** Where the opening tag {@code $tag$} ends, or -1 where none begins. */
  private static int dollarTagEnd(String sql, int at) {
    if (sql.charAt(at) != '$') {
      return -1;
    }
    int end = at + 1;
    if (end < sql.length() && isNameStart(sql.charAt(end))) {
      while (end < sql.length() && isNamePart(sql.charAt(end)) && sql.charAt(end) != '$') {
        end++;
      }
    }
    return end < sql.length() && sql.charAt(end) == '$' ? end + 1 : -1;
  }

  private static boolean isEscapeString(String sql, int at) {
    return (sql.charAt(at) == 'e' || sql.charAt(at) == 'E') && sql.startsWith("'", at + 1);
  }

  /** Whether a colon after this character is a slice's ({@code a[i:j]}), not a parameter's. */
  private static boolean endsOperand(String sql, int at) {
    if (at < 0) {
      return false;
    }
    char c = sql.charAt(at);
    return isNamePart(c) || c == ')' || c == ']' || c == '"' || c == ':';
  }

  private static int nameEnd(String sql, int at) {
    int end = at;
    while (end < sql.length() && isNamePart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
