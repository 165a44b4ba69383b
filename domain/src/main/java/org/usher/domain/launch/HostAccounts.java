package org.usher.domain.launch;

import java.util.Optional;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.Principal;

/** The explicit map from farm identities to accounts on hosts. */
public interface HostAccounts {

    /** The user's account; empty when the map and the site's rules give none. */
    Optional<HostAccount> accountOf(Principal principal);
}
