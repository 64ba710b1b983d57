import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { addressKey } from '@purser/kit/backend/mail-address';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { houseAudit, houseMachineProblems } from '../names.js';

interface Operation {
  readonly by: OperatorCaller;
  readonly origin: Origin;
  readonly reason: string;
}

/** A letter that came back for good, or was called spam. */
interface BadNews {
  readonly address: string;
  readonly reason: 'bounced' | 'complained';
  readonly detail: string | null;
  readonly mailId: string;
  /** Who told it, e.g. `postmark`. */
  readonly source: string;
}

/** Addresses that nothing is sent to: sending on would harm how all other letters are received. */
@Injectable()
export class Suppressions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** Answers the id of the new entry; 409 `already_suppressed` when the address is on the list. */
  async add(address: string, { by, origin, reason }: Operation): Promise<string> {
    return this.dataSource.transaction(async (tx) => {
      const id = await this.write(tx, { address, reason: 'operator', detail: reason, by: by.email, mailId: null });
      if (id === undefined) throw new Refusal(houseMachineProblems.alreadySuppressed);
      const on = { type: 'suppression', id };
      await this.audit.record(tx, { what: houseAudit.addressSuppressed, by, on, origin, reason, detail: { address } });
      return id;
    });
  }

  async remove(id: string, { by, origin, reason }: Operation): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [[gone]]: [{ address: string; reason: string; detail: string | null }[]] = await tx.query(
        'DELETE FROM house_mail_suppression WHERE id = $1 RETURNING address, reason, detail',
        [id],
      );
      if (!gone) throw new Refusal(houseProblems.notFound);
      const { address, ...before } = gone;
      const on = { type: 'suppression', id };
      await this.audit.record(tx, {
        what: houseAudit.addressUnsuppressed,
        by,
        on,
        origin,
        reason,
        before,
        detail: { address },
      });
    });
  }

  /** By what a provider told; an address that is on the list stays as it is there. */
  async note(tx: EntityManager, { source, ...news }: BadNews): Promise<void> {
    const id = await this.write(tx, { ...news, by: source });
    if (id === undefined) return;
    await this.audit.record(tx, {
      what: houseAudit.addressSuppressed,
      by: 'system',
      on: { type: 'suppression', id },
      detail: { address: news.address, because: news.reason, source, mailId: news.mailId },
    });
  }

  private async write(
    tx: EntityManager,
    entry: { address: string; reason: string; detail: string | null; by: string; mailId: string | null },
  ): Promise<string | undefined> {
    const rows: { id: string }[] = await tx.query(
      `INSERT INTO house_mail_suppression (id, address_key, address, reason, detail, since, by, mail_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (address_key) DO NOTHING RETURNING id`,
      [
        uuidv7(),
        addressKey(entry.address),
        entry.address.trim(),
        entry.reason,
        entry.detail,
        this.clock.now(),
        entry.by,
        entry.mailId,
      ],
    );
    return rows[0]?.id;
  }
}
