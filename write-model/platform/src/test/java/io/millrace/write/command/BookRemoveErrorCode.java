package io.millrace.write.command;

/** What removing a book can be refused for. */
enum BookRemoveErrorCode {
  NO_SUCH_BOOK
}
