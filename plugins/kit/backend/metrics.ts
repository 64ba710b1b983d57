import type { Counter, Gauge, Histogram } from 'prom-client';

/** Prometheus metrics under `/metrics`. Asking twice for a name gives the same metric. No workspace or user id as a label. */
export abstract class Metrics {
  abstract counter(name: string, help: string, labels?: readonly string[]): Counter<string>;
  abstract gauge(name: string, help: string, labels?: readonly string[]): Gauge<string>;
  /** Buckets in the metric's unit (seconds for `_seconds`). */
  abstract histogram(
    name: string,
    help: string,
    buckets: readonly number[],
    labels?: readonly string[],
  ): Histogram<string>;
}
