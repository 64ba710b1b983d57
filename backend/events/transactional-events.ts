import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type DomainEvent, Events, type Listener, type Subscription } from '@purser/kit/backend/events';
import { HOUSE_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import type { EntityManager } from 'typeorm';
import { part } from '../reports/traces.js';
import { WebhookOutbox } from '../webhooks/webhook-outbox.service.js';

/** Listeners run one after another in the publisher's transaction: all of them write, or nobody does. */
@Injectable()
export class TransactionalEvents extends Events {
  private readonly subscriptions = new Map<string, Subscription[]>();

  constructor(
    @Inject(HOUSE_PLUGINS) plugins: HousePlugins,
    private readonly modules: ModuleRef,
  ) {
    super();
    for (const subscription of plugins.flatMap((plugin) => plugin.listens ?? [])) {
      const known = this.subscriptions.get(subscription.to.name);
      if (known) known.push(subscription);
      else this.subscriptions.set(subscription.to.name, [subscription]);
    }
  }

  async publish<Payload>(tx: EntityManager, event: DomainEvent<Payload>, payload: Payload): Promise<void> {
    if (!tx.queryRunner?.isTransactionActive) {
      throw new Error(`"${event.name}" was published outside of a transaction.`);
    }
    await part({ op: 'queue.publish', name: `event ${event.name}` }, () => this.tell(tx, event, payload));
  }

  private async tell<Payload>(tx: EntityManager, event: DomainEvent<Payload>, payload: Payload): Promise<void> {
    for (const subscription of this.subscriptions.get(event.name) ?? []) {
      // Resolved late: listeners may inject services of modules that come after this one.
      const listener = this.modules.get<Listener<Payload>>(subscription.with, { strict: false });
      await listener.handle(payload, tx);
    }
    await this.modules.get(WebhookOutbox, { strict: false }).write(tx, event.name, payload);
  }
}
