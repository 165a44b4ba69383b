package org.usher.gateway.http;

/** The gateway stops: told to every connection's pipeline. What is idle ends now, the rest as soon as it can. */
public enum Drain {
    NOW
}
