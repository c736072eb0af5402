package io.millrace.ops.attack;

/**
 * What must not have happened.
 *
 * @param attack what was tried
 * @param what what is wrong with the answer
 * @param request enough of it to send it again
 * @param response status and the beginning of the body
 */
public record Violation(String attack, String what, String request, String response) {}
