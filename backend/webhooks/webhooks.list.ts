import type { ListDefinition } from '@purser/kit/backend/list';

/** Without the secret: it is shown when it is made and never again. */
export const webhooksList: ListDefinition = {
  resource: 'webhooks',
  from: `house_webhook h LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'pending') AS pending, count(*) FILTER (WHERE state = 'dead') AS dead
    FROM house_webhook_delivery WHERE webhook_id = h.id AND state <> 'delivered') d ON true`,
  columns: {
    id: { sql: 'h.id', kind: 'uuid', filter: true },
    url: { sql: 'h.url', kind: 'text', filter: true, sort: true },
    description: { sql: 'h.description', kind: 'text', sort: true },
    events: { sql: 'to_jsonb(h.events)', kind: 'json' },
    enabled: { sql: 'h.enabled', kind: 'boolean', filter: true, sort: true },
    pending: { sql: 'd.pending', kind: 'number' },
    dead: { sql: 'd.dead', kind: 'number' },
    createdAt: { sql: 'h.created_at', kind: 'date', filter: true, sort: true },
    updatedAt: { sql: 'h.updated_at', kind: 'date', sort: true },
  },
  search: ['url', 'description'],
  defaultSort: ['createdAt', 'DESC'],
};

export const deliveriesList: ListDefinition = {
  resource: 'webhook-deliveries',
  from: 'house_webhook_delivery d JOIN house_webhook h ON h.id = d.webhook_id',
  columns: {
    id: { sql: 'd.id', kind: 'uuid', filter: true },
    webhookId: { sql: 'd.webhook_id', kind: 'uuid', filter: true },
    url: { sql: 'h.url', kind: 'text' },
    messageId: { sql: 'd.message_id', kind: 'uuid', filter: true },
    event: { sql: 'd.event', kind: 'text', filter: true, sort: true },
    workspaceId: { sql: 'd.workspace_id', kind: 'text', filter: true },
    state: { sql: 'd.state', kind: 'text', filter: true, sort: true },
    attempts: { sql: 'd.attempts', kind: 'number', filter: true, sort: true },
    status: { sql: 'd.status', kind: 'number', filter: true },
    error: { sql: 'd.error', kind: 'text' },
    body: { sql: 'd.body::jsonb', kind: 'json' },
    createdAt: { sql: 'd.created_at', kind: 'date', filter: true, sort: true },
    triedAt: { sql: 'd.tried_at', kind: 'date', sort: true },
  },
  search: ['event', 'url'],
  defaultSort: ['createdAt', 'DESC'],
  estimateFrom: 'house_webhook_delivery',
};
