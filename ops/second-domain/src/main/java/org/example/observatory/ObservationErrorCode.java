package org.example.observatory;

/** What a command on observations can be refused for; the schema's enum of this name. */
enum ObservationErrorCode {
  TARGET_BLANK,
  TELESCOPE_NOT_FOUND
}
