import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HouseWebhooks1764000000068 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE house_webhook (
        id uuid PRIMARY KEY,
        url text NOT NULL CHECK (char_length(url) BETWEEN 8 AND 2000),
        description text NOT NULL DEFAULT '',
        events text[] NOT NULL CHECK (cardinality(events) > 0),
        -- what signatures are made with, so it cannot be a hash; shown when it is made and never again
        secret bytea NOT NULL CHECK (octet_length(secret) = 32),
        enabled boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE house_webhook_delivery (
        id uuid PRIMARY KEY,
        webhook_id uuid NOT NULL REFERENCES house_webhook (id) ON DELETE CASCADE,
        -- the same for every endpoint and every try of one event
        message_id uuid NOT NULL,
        event text NOT NULL,
        workspace_id text,
        body text NOT NULL,
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
        attempts integer NOT NULL DEFAULT 0,
        status integer,
        error text,
        created_at timestamptz NOT NULL,
        tried_at timestamptz,
        CONSTRAINT house_webhook_delivery_once UNIQUE (webhook_id, message_id)
      )`);
    await runner.query('CREATE INDEX house_webhook_delivery_created ON house_webhook_delivery (created_at DESC)');
    await runner.query(`
      CREATE INDEX house_webhook_delivery_open ON house_webhook_delivery (state, created_at) WHERE state <> 'delivered'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE house_webhook_delivery, house_webhook');
  }
}
