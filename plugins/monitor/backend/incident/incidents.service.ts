import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Events } from '@purser/kit/backend/events';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { monitorAudit } from '../../names.js';
import type { IncidentKind } from '../../records.js';
import { incidentClosed, incidentOpened } from './events.js';
import { IncidentMails } from './incident-mails.service.js';

export interface NewIncident {
  /** One of a key is open at a time. */
  readonly key: string;
  readonly kind: IncidentKind;
  readonly cause: string;
  readonly detail: string;
}

/** Told once when it begins and once when it ends: the row decides, whoever asks and however often. */
@Injectable()
export class Incidents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: Events,
    private readonly audit: AuditTrail,
    private readonly mails: IncidentMails,
  ) {}

  async open(tx: EntityManager, { key, kind, cause, detail }: NewIncident): Promise<void> {
    const [opened]: { id: string; at: Date }[] = await tx.query(
      `INSERT INTO monitor_incident (id, key, kind, cause, detail) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (key) WHERE closed_at IS NULL DO NOTHING RETURNING id, opened_at AS at`,
      [uuidv7(), key, kind, cause, detail],
    );
    if (!opened) return;
    const on = { type: 'incident', id: opened.id };
    await this.audit.record(tx, {
      what: monitorAudit.incidentOpened,
      by: 'system',
      on,
      detail: { subject: key, cause },
    });
    await this.events.publish(tx, incidentOpened, { incidentId: opened.id, kind, subject: key, cause });
    await this.mails.opened(tx, { id: opened.id, subject: key, cause, detail, at: opened.at });
  }

  /** Nothing happens where none is open. */
  async close(tx: EntityManager, key: string): Promise<void> {
    const [[closed]]: [{ id: string; kind: IncidentKind; seconds: number }[], number] = await tx.query(
      `UPDATE monitor_incident SET closed_at = clock_timestamp() WHERE key = $1 AND closed_at IS NULL
       RETURNING id, kind, extract(epoch FROM closed_at - opened_at)::float8 AS seconds`,
      [key],
    );
    if (!closed) return;
    const { id, kind } = closed;
    const seconds = Math.round(closed.seconds);
    const on = { type: 'incident', id };
    await this.audit.record(tx, {
      what: monitorAudit.incidentClosed,
      by: 'system',
      on,
      detail: { subject: key, seconds },
    });
    await this.events.publish(tx, incidentClosed, { incidentId: id, kind, subject: key, seconds });
    await this.mails.closed(tx, { id, subject: key, seconds });
  }

  /** In a transaction after the one that made a store well: two that get well at once see each other here. */
  async closeStoresWhenWell(): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [row]: { ill: boolean }[] = await tx.query(
        `SELECT EXISTS (SELECT FROM monitor_subject WHERE kind = 'store' AND degraded_since IS NOT NULL) AS ill`,
      );
      if (!row?.ill) await this.close(tx, 'stores');
    });
  }
}
