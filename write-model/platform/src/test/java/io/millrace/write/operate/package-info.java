@NullMarked
package io.millrace.write.operate;

import org.jspecify.annotations.NullMarked;
