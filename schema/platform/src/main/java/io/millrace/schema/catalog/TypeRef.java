package io.millrace.schema.catalog;

import graphql.language.AstPrinter;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.Type;
import graphql.language.TypeName;

/**
 * A reference to a type, such as {@code [Product!]!}, unwrapped.
 *
 * @param name the innermost type's name
 * @param depth how many lists are around it
 * @param nonNull whether the whole may not be null
 * @param elementNonNull whether the outermost list's elements may not be null
 * @param text the reference as SDL
 */
record TypeRef(String name, int depth, boolean nonNull, boolean elementNonNull, String text) {

  static TypeRef of(Type<?> type) {
    boolean nonNull = type instanceof NonNullType;
    var inner = nullable(type);
    boolean elementNonNull =
        inner instanceof ListType list && list.getType() instanceof NonNullType;
    int depth = 0;
    while (inner instanceof ListType list) {
      depth++;
      inner = nullable(list.getType());
    }
    return new TypeRef(
        ((TypeName) inner).getName(), depth, nonNull, elementNonNull, AstPrinter.printAst(type));
  }

  boolean list() {
    return depth > 0;
  }

  private static Type<?> nullable(Type<?> type) {
    return type instanceof NonNullType nonNull ? nonNull.getType() : type;
  }
}
