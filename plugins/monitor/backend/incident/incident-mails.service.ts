import { Injectable } from '@nestjs/common';
import { type Mail, Mailer } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { OperatorDirectory } from '../../../auth/backend/operator/operator-directory.service.js';
import { monitorPermissions } from '../../names.js';
import { incidentClosedMail, incidentOpenedMail } from './incident.mail.js';

/** To every operator who may announce maintenance: they are the ones who mend things. */
@Injectable()
export class IncidentMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly operators: OperatorDirectory,
    private readonly settings: HouseSettings,
  ) {}

  async opened(
    tx: EntityManager,
    { id, subject, cause, detail, at }: { id: string; subject: string; cause: string; detail: string; at: Date },
  ): Promise<void> {
    const since = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    await this.send(tx, incidentOpenedMail, { subject, cause, detail, at: since, link: this.page(id) }, `opened:${id}`);
  }

  async closed(
    tx: EntityManager,
    { id, subject, seconds }: { id: string; subject: string; seconds: number },
  ): Promise<void> {
    const minutes = Math.max(1, Math.round(seconds / 60));
    await this.send(tx, incidentClosedMail, { subject, minutes, link: this.page(id) }, `closed:${id}`);
  }

  private page(id: string): string {
    return `${this.settings.consoleUrl}/console/incidents/${id}/show`;
  }

  private async send<Data extends z.ZodObject>(
    tx: EntityManager,
    mail: Mail<Data>,
    data: z.input<Data>,
    key: string,
  ): Promise<void> {
    for (const { id, email } of await this.operators.holding(tx, monitorPermissions.maintain)) {
      await this.mailer.queue(tx, mail, { to: email, locale: 'en', data, key: `monitor.${key}:${id}` });
    }
  }
}
