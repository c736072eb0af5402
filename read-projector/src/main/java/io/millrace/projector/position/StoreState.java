package io.millrace.projector.position;

import io.millrace.write.position.StreamPosition;

/**
 * What a store says of itself, kept with its data so that it falls back with it.
 *
 * @param incarnation made at random when the store was empty
 * @param applied up to where the store has everything
 * @param epoch the highest epoch whose documents it was given
 */
public record StoreState(String incarnation, StreamPosition applied, long epoch) {}
