/**
 * Facts for the audit log. Use cases report them to {@link org.usher.domain.audit.AuditLog}; nothing reads them to decide.
 */
@NullMarked
package org.usher.domain.audit;

import org.jspecify.annotations.NullMarked;
