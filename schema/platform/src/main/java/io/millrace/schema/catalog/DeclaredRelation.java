package io.millrace.schema.catalog;

/**
 * A relation with the field that declares it.
 *
 * @param field the field
 * @param relation what its directive says
 */
record DeclaredRelation(Sdl.Field field, Relation relation) {

  String path() {
    return field.path();
  }
}
