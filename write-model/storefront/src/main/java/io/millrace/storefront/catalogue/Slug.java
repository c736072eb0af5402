package io.millrace.storefront.catalogue;

import io.millrace.storefront.rule.FieldPath;
import io.millrace.storefront.rule.Violations;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form of a name in addresses: lower-case letters, digits and single hyphens. */
final class Slug {

  static final int MAX_LENGTH = 200;

  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern EDGES = Pattern.compile("^-|-$");

  private Slug() {}

  private static boolean isValid(String slug) {
    return slug.length() <= MAX_LENGTH && FORM.matcher(slug).matches();
  }

  /** Notes a violation at {@code slug} where it is none; an empty one was made from a name. */
  static void check(String slug, Enum<?> code, Violations violations) {
    violations.unless(
        isValid(slug),
        FieldPath.of("slug"),
        code,
        slug.isEmpty()
            ? "No slug can be made from the name: give one"
            : "A slug is made of lower-case letters, digits and single hyphens, at most %d"
                .formatted(MAX_LENGTH));
  }

  /** The slug made from a name; empty where the name has no letter or digit of ASCII. */
  static String from(String name) {
    var letters = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
    var hyphenated = OTHERS.matcher(letters.toLowerCase(Locale.ROOT)).replaceAll("-");
    var slug = EDGES.matcher(hyphenated).replaceAll("");
    return slug.length() <= MAX_LENGTH
        ? slug
        : EDGES.matcher(slug.substring(0, MAX_LENGTH)).replaceAll("");
  }
}
