package io.millrace.ops.bench;

import java.util.List;
import java.util.Map;

/**
 * What {@code bench} measured.
 *
 * @param size how many of the data's unit there were
 * @param unit what the size counts
 * @param processors of the machine, shared by all servers and the benchmark
 * @param connections that asked at once
 * @param rounds how many were measured
 * @param scenarios operations against static answers
 * @param visibility how long mutations took to be seen, at each rate
 * @param projection projecting against writing finished documents
 * @param memoryBytes in use at the end, by process
 */
public record BenchFigures(
    int size,
    String unit,
    int processors,
    int connections,
    int rounds,
    List<ScenarioFigures> scenarios,
    List<VisibilityFigures> visibility,
    ProjectionFigures projection,
    Map<String, Long> memoryBytes) {}
