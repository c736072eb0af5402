package io.millrace.api.usage;

import java.util.Optional;

/**
 * What an operation can use of a schema: a field, an argument, an input field or an enum value.
 *
 * @param coordinate how the GraphQL specification names it: {@code Type.field}, {@code
 *     Type.field(argument:)}, {@code Input.field}, {@code Enum.VALUE}
 * @param deprecation what its clients are told to do instead, where it is deprecated
 */
public record Element(String coordinate, Optional<String> deprecation) {}
