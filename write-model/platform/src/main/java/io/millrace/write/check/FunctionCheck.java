package io.millrace.write.check;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds functions whose result depends on more than the data. Built-in functions leave no trace in
 * {@code pg_depend}, and volatility alone can't tell: {@code jsonb_build_object} is STABLE like
 * {@code now()}. So the functions are taken from the view's rule; IMMUTABLE ones are good, and of
 * the STABLE ones those that only depend on settings which a derivation fixes.
 */
final class FunctionCheck {

  private static final Pattern FUNCTION =
      Pattern.compile(":(?:funcid|opfuncid|aggfnoid|winfnoid) (\\d+)");
  private static final Pattern OPERATOR = Pattern.compile(":opno (\\d+)");
  private static final Pattern SQL_VALUE = Pattern.compile("\\{(?:SQLVALUEFUNCTION|NEXTVALUEEXPR)");
  private static final Pattern SAMPLE = Pattern.compile("\\{TABLESAMPLECLAUSE");

  /** STABLE functions of pg_catalog that give the same in every session with UTC. */
  private static final Set<String> GOOD_THOUGH_STABLE =
      Set.of(
          "to_json",
          "to_jsonb",
          "row_to_json",
          "array_to_json",
          "json_build_object",
          "json_build_array",
          "jsonb_build_object",
          "jsonb_build_array",
          "json_agg",
          "json_agg_strict",
          "json_object_agg",
          "json_object_agg_strict",
          "json_object_agg_unique",
          "json_object_agg_unique_strict",
          "jsonb_agg",
          "jsonb_agg_strict",
          "jsonb_object_agg",
          "jsonb_object_agg_strict",
          "jsonb_object_agg_unique",
          "jsonb_object_agg_unique_strict",
          "json_populate_record",
          "jsonb_populate_record",
          "json_to_recordset",
          "jsonb_to_recordset",
          "concat",
          "concat_ws",
          "format",
          "textanycat",
          "anytextcat",
          "array_to_string",
          // They depend on the session's time zone, which a derivation sets.
          "date",
          "date_part",
          "date_trunc",
          "extract",
          "timezone",
          "timestamp",
          "timestamptz",
          "timestamptz_pl_interval",
          "timestamptz_mi_interval",
          "interval_pl_timestamptz");

  private final Session database;

  FunctionCheck(Session database) {
    this.database = database;
  }

  /** The offending functions, as a person would write them. */
  List<String> offending(String rule) throws SQLException {
    var offending = new TreeSet<String>();
    if (SQL_VALUE.matcher(rule).find()) {
      offending.add("current_date, current_timestamp, current_user or the like");
    }
    if (SAMPLE.matcher(rule).find()) {
      offending.add("tablesample");
    }
    offending.addAll(
        database.query(
            """
            select distinct p.proname || '()'
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.oid = any(?::text[]::oid[]
                || array(select oprcode from pg_operator where oid = any(?::text[]::oid[]))::oid[])
              and p.provolatile <> 'i'
              and not (p.provolatile = 's' and n.nspname = 'pg_catalog'
                and (p.proname = any(?)
                  -- comparisons of dates and times of different types
                  or p.proname ~ '^(date|timestamp|timestamptz)_(eq|ne|lt|le|gt|ge|cmp)_'))
            order by 1""",
            row -> row.getString(1),
            oids(FUNCTION, rule),
            oids(OPERATOR, rule),
            GOOD_THOUGH_STABLE.toArray(new String[0])));
    return List.copyOf(offending);
  }

  private static String[] oids(Pattern pattern, String rule) {
    var oids = new ArrayList<String>();
    var matcher = pattern.matcher(rule);
    while (matcher.find()) {
      oids.add(matcher.group(1));
    }
    return oids.stream().distinct().toArray(String[]::new);
  }
}
