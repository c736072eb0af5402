/**
 * The records of the channel, the ordered Redis stream by which a projector tells API nodes what
 * changed and how far it has come. The projector encodes entries, nodes decode them; an entry names
 * its predecessor, so that a node notices a gap. What is unknown to an older node decodes to {@link
 * io.millrace.write.channel.ChannelRecord.Unrecognised}, never to nothing.
 */
@NullMarked
package io.millrace.write.channel;

import org.jspecify.annotations.NullMarked;
