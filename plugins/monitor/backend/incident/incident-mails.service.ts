import { Injectable } from '@nestjs/common';
import { momentInMail } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import { OperatorMails } from '../../../auth/backend/operator/operator-mails.service.js';
import { monitorPermissions } from '../../names.js';
import { incidentClosedMail, incidentOpenedMail } from './incident.mail.js';

interface Opened {
  readonly id: string;
  readonly subject: string;
  readonly cause: string;
  readonly detail: string;
  readonly at: Date;
}

/** To every operator who may announce maintenance: they are the ones who mend things. */
@Injectable()
export class IncidentMails {
  constructor(
    private readonly mails: OperatorMails,
    private readonly settings: HouseSettings,
  ) {}

  async opened(tx: EntityManager, { id, subject, cause, detail, at }: Opened): Promise<void> {
    const data = { subject, cause, detail, at: momentInMail(at), link: this.page(id) };
    const letter = { mail: incidentOpenedMail, data, occasion: `monitor.opened:${id}` };
    await this.mails.send(tx, monitorPermissions.maintain, letter);
  }

  async closed(tx: EntityManager, closed: { id: string; subject: string; seconds: number }): Promise<void> {
    const { id, subject, seconds } = closed;
    const data = { subject, minutes: Math.max(1, Math.round(seconds / 60)), link: this.page(id) };
    const letter = { mail: incidentClosedMail, data, occasion: `monitor.closed:${id}` };
    await this.mails.send(tx, monitorPermissions.maintain, letter);
  }

  private page(id: string): string {
    return `${this.settings.consoleUrl}/console/incidents/${id}/show`;
  }
}
