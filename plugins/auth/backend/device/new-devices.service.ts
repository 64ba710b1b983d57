import { Injectable } from '@nestjs/common';
import { Events } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { signedInOnNewDevice } from '../events.js';
import { deviceOf } from '../session/device.js';
import type { SessionRow } from '../session/session-row.js';
import { NewDeviceAlert } from './new-device-alert.service.js';

/** Makes news of a sign-in where the person never signed in before, and tells them by mail. */
@Injectable()
export class NewDevices {
  constructor(
    private readonly events: Events,
    private readonly alert: NewDeviceAlert,
  ) {}

  async announce(tx: EntityManager, kind: 'customer' | 'operator', row: SessionRow): Promise<void> {
    const news = {
      personId: row.owner_id,
      sessionId: row.id,
      device: deviceOf(row.user_agent),
      place: row.place,
      at: row.created_at,
    };
    await this.events.publish(tx, signedInOnNewDevice, { kind, ...news });
    await (kind === 'customer' ? this.alert.toCustomer(tx, news) : this.alert.toOperator(tx, news));
  }
}
