import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { HOUSE_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import type { WebhookDeclaration } from '@purser/kit/backend/webhooks';
import { houseProblems } from '@purser/kit/problems';

/** The events that plugins declare for the outside. */
@Injectable()
export class WebhookCatalogue {
  private readonly declared: ReadonlyMap<string, WebhookDeclaration>;

  constructor(@Inject(HOUSE_PLUGINS) plugins: HousePlugins) {
    const all = plugins.flatMap((plugin) => plugin.webhooks ?? []);
    this.declared = new Map(all.map((declaration) => [declaration.event.name, declaration]));
  }

  has(event: string): boolean {
    return this.declared.has(event);
  }

  all(): { event: string; description: string; sample: unknown }[] {
    return [...this.declared.values()].map(({ event, description, sample }) => ({
      event: event.name,
      description,
      sample,
    }));
  }

  /** What a test sends: the sample of the first event that the endpoint hears. */
  sampleOf(event: string): unknown {
    return this.declared.get(event)?.sample ?? {};
  }

  refuseUnknown(events: readonly string[]): void {
    const unknown = events.filter((event) => !this.has(event));
    if (unknown.length === 0) return;
    const errors = { events: `Nobody publishes ${unknown.join(', ')}.` };
    throw new Refusal(houseProblems.invalidRequest, { errors });
  }
}
