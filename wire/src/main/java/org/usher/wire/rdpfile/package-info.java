/**
 * Files that open a connection in an RDP client ({@code .rdp}): their settings, their text and their signature. Called by
 * the broker, which writes and signs them, and by the command line, which reads what it was given.
 *
 * <p>Nobody has specified the format or the signature. Both are written here as Microsoft's client and its signing tool
 * treat them; a signature that Microsoft published is the test.
 */
@NullMarked
package org.usher.wire.rdpfile;

import org.jspecify.annotations.NullMarked;
