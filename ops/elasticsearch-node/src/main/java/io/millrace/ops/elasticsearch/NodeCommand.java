package io.millrace.ops.elasticsearch;

import java.util.List;

/**
 * How to run a node.
 *
 * @param words the command line; the node runs in the foreground and stops on SIGTERM
 * @param archive to be kept once the node has stopped
 */
public record NodeCommand(List<String> words, ClassArchive archive) {

  public NodeCommand {
    words = List.copyOf(words);
  }
}
