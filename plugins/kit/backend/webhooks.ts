import type { DomainEvent } from './events.js';

/** An event that outside systems may hear of. Its payload leaves the house as it is: ids and plain facts, no secrets. */
export interface WebhookDeclaration {
  readonly event: DomainEvent<unknown>;
  /** One phrase for operators who choose what an endpoint hears. */
  readonly description: string;
  /** Sent by a test, and shown in the documentation. */
  readonly sample: unknown;
}

/** `webhooks: [webhook(workspaceCreated, 'A workspace was created', { workspaceId: …, … })]` in a plugin's definition. */
export function webhook<Payload>(
  event: DomainEvent<Payload>,
  description: string,
  sample: Payload,
): WebhookDeclaration {
  return { event, description, sample };
}
