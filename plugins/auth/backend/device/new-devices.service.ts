import { Injectable } from '@nestjs/common';
import { Events } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { signedInOnNewDevice } from '../events.js';
import { deviceOf } from '../session/device.js';
import type { SessionRow } from '../session/session-row.js';

/** Makes news of a sign-in where the person never signed in before. */
@Injectable()
export class NewDevices {
  constructor(private readonly events: Events) {}

  async announce(tx: EntityManager, kind: 'customer' | 'operator', row: SessionRow): Promise<void> {
    await this.events.publish(tx, signedInOnNewDevice, {
      kind,
      personId: row.owner_id,
      sessionId: row.id,
      device: deviceOf(row.user_agent),
      place: row.place,
      at: row.created_at,
    });
  }
}
