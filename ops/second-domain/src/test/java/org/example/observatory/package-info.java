/** The platform with a domain that is no shop. */
@NullMarked
package org.example.observatory;

import org.jspecify.annotations.NullMarked;
