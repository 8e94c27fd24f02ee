#include "serve/metrics.h"

#include <stdlib.h>
#include <time.h>

static const uint64_t bucket_end[BUCKETS - 1] = {
    50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 100000, 1000000};

void metrics_open(struct metrics *metrics)
{
    size_t n = ((size_t)routes_n + 1) * CLASSES;
    *metrics = (struct metrics){.begun = (uint64_t)time(NULL)};
    metrics->answered = mem_alloc(n * sizeof(*metrics->answered));
    for (size_t i = 0; i < n; i++)
        atomic_init(&metrics->answered[i], 0);
    rate_open(&metrics->rate);
}

void metrics_close(struct metrics *metrics)
{
    rate_close(&metrics->rate);
    free(metrics->answered);
    metrics->answered = NULL;
}

uint64_t metrics_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void add(atomic_uint_fast64_t *to, uint64_t n)
{
    atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

void metrics_count(struct metrics *metrics, const struct route *route,
                   uint32_t status, uint64_t took)
{
    size_t row = route ? (size_t)(route - routes) : routes_n;
    uint64_t us = took / 1000;
    int i = 0;
    while (i < BUCKETS - 1 && us > bucket_end[i])
        i++;
    add(&metrics->answered[row * CLASSES + status / 100 - 1], 1);
    add(&metrics->bucket[i], 1);
    add(&metrics->time, us);
}

/* ---- for Prometheus ----------------------------------------------------- */

static void put_head(struct buf *out, const char *name, const char *type,
                     const char *help)
{
    buf_format(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void put_answered(struct buf *out, struct metrics *metrics)
{
    put_head(out, "stet_http_requests_total", "counter",
             "Requests answered, by route and class of status.");
    for (uint32_t row = 0; row <= routes_n; row++)
        for (unsigned c = 0; c < CLASSES; c++) {
            uint64_t n = metrics->answered[row * CLASSES + c];
            if (n)
                buf_format(out,
                           "stet_http_requests_total{method=\"%s\",route="
                           "\"%s\",code=\"%uxx\"} %llu\n",
                           row < routes_n ? method_name[routes[row].method]
                                          : "",
                           row < routes_n ? routes[row].pattern : "none", c + 1,
                           (unsigned long long)n);
        }
}

static void put_times(struct buf *out, struct metrics *metrics)
{
    uint64_t sum = 0;
    put_head(out, "stet_http_request_duration_seconds", "histogram",
             "Time to make a reply, without sending it.");
    for (int i = 0; i < BUCKETS; i++) {
        sum += metrics->bucket[i];
        buf_format(out, "stet_http_request_duration_seconds_bucket{le=\"");
        if (i < BUCKETS - 1)
            buf_format(out, "%g", (double)bucket_end[i] / 1e6);
        else
            buf_add(out, S("+Inf"));
        buf_format(out, "\"} %llu\n", (unsigned long long)sum);
    }
    buf_format(out,
               "stet_http_request_duration_seconds_sum %.6f\n"
               "stet_http_request_duration_seconds_count %llu\n",
               (double)metrics->time / 1e6, (unsigned long long)sum);
}

static void put_value(struct buf *out, const char *name, const char *type,
                      const char *help, uint64_t value)
{
    put_head(out, name, type, help);
    buf_format(out, "%s %llu\n", name, (unsigned long long)value);
}

void api_metrics(struct call *call)
{
    struct metrics *metrics = call->metrics;
    struct store_size size;
    struct err err = {0};
    if (!store_size(call->store, &size, &err)) {
        reply_failed(call, &err);
        return;
    }
    put_answered(call->out, metrics);
    put_times(call->out, metrics);
    put_value(call->out, "stet_http_connections", "gauge",
              "Connections now open.", metrics->connections);
    put_value(call->out, "stet_http_refused_total", "counter",
              "Requests refused for coming too fast.", metrics->refused);
    put_value(call->out, "stet_start_time_seconds", "gauge",
              "When the server began, in Unix time.", metrics->begun);
    put_value(call->out, "stet_store_bytes", "gauge", "Size of the store.",
              size.bytes);
    put_value(call->out, "stet_store_docs", "gauge",
              "Rows of documents ever stored.", size.docs);
    put_value(call->out, "stet_store_citations", "gauge",
              "Rows of citations ever stored.", size.citations);
    call->lasting = false;
    reply_as(call, S("text/plain; version=0.0.4; charset=utf-8"));
}

void api_health(struct call *call)
{
    call->lasting = false;
    buf_add(call->out, S("ok\n"));
    reply_as(call, S("text/plain; charset=utf-8"));
}
