package org.usher.agent.host;

/** Where a host's load is read. One thread reads. */
interface LoadSource {

    /** The part of all processors that was busy since the last call, or since this was made; from 0 to 1. */
    double processors();

    /** The part of the memory that is in use now; from 0 to 1. */
    double memory();
}
