/** Where the word of a session is kept: in the keyring of the desk where there is one, else in a file. */
@NullMarked
package org.usher.client.secret;

import org.jspecify.annotations.NullMarked;
