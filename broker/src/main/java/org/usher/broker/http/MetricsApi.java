package org.usher.broker.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Metrics in Prometheus' text format, for whoever has an administrator's token. */
@RestController
class MetricsApi {

    private final PrometheusMeterRegistry registry;

    MetricsApi(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @GetMapping(path = "/metrics", produces = MediaType.TEXT_PLAIN_VALUE)
    String metrics() {
        return registry.scrape();
    }
}
