package io.millrace.api.budget;

/**
 * How a bucket answered.
 *
 * @param admitted whether the amount went in; with it less is available
 * @param available what still fits in; negative where something cost more than was charged for it
 */
record Filling(boolean admitted, double available) {}
