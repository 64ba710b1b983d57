import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

@Injectable()
export class PrometheusMetrics extends Metrics implements OnApplicationShutdown {
  /** One per house, so that two houses in one process (tests) do not add up. */
  readonly registry = new Registry();

  constructor() {
    super();
    collectDefaultMetrics({ register: this.registry });
  }

  counter(name: string, help: string, labels: readonly string[] = []): Counter<string> {
    return this.once(name, () => new Counter({ name, help, labelNames: [...labels], registers: [this.registry] }));
  }

  gauge(name: string, help: string, labels: readonly string[] = []): Gauge<string> {
    return this.once(name, () => new Gauge({ name, help, labelNames: [...labels], registers: [this.registry] }));
  }

  histogram(name: string, help: string, buckets: readonly number[], labels: readonly string[] = []): Histogram<string> {
    return this.once(
      name,
      () => new Histogram({ name, help, buckets: [...buckets], labelNames: [...labels], registers: [this.registry] }),
    );
  }

  onApplicationShutdown(): void {
    this.registry.clear();
  }

  private once<M>(name: string, make: () => M): M {
    return (this.registry.getSingleMetric(name) as M | undefined) ?? make();
  }
}
