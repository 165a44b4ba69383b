package org.usher.dist.bench.relay;

import java.util.List;
import org.usher.dist.bench.Statistics;

/** What every transfer of a comparison took. */
record Costs(List<Transfer> transfers) {

    /**
     * One transfer.
     *
     * @param seconds of CPU time for each GiB
     */
    record Transfer(Contender contender, Work.Kind way, double seconds) {}

    /** The median of one contender's transfers in one direction. */
    double median(Contender contender, Work.Kind way) {
        return Statistics.median(transfers.stream()
                .filter(transfer ->
                        transfer.contender().equals(contender) && transfer.way().equals(way))
                .map(Transfer::seconds)
                .toList());
    }
}
