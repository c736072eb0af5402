package io.millrace.write.command;

/** What adding a book can be refused for. */
enum BookAddErrorCode {
  ISBN_TAKEN
}
