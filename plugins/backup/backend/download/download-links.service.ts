import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { HouseSettings } from '@purser/kit/backend/settings';
import { z } from 'zod';
import { backupProblems } from '../../names.js';
import type { DownloadLink } from '../../records.js';
import { BackupKeys } from '../key/backup-keys.service.js';

/** One file for one person; good for nothing else. */
const purpose = z.discriminatedUnion('for', [
  z.object({
    for: z.literal('customer'),
    userId: z.uuid(),
    workspaceId: z.uuid(),
    backupId: z.uuid(),
    file: z.enum(['json', 'archive', 'manifest']),
  }),
  z.object({
    for: z.literal('operator'),
    operatorId: z.uuid(),
    backupId: z.uuid(),
    file: z.enum(['archive', 'manifest']),
  }),
]);
export type DownloadPurpose = z.output<typeof purpose>;

const signed = z.object({ purpose, until: z.int() });
const GOOD_FOR_MS = 10 * 60_000;

/**
 * Links that a browser follows by itself, so that a large file streams to the disk. Signed, good for ten minutes; who follows
 * one is asked for again whether they still may.
 */
@Injectable()
export class DownloadLinks {
  constructor(
    private readonly clock: Clock,
    private readonly keys: BackupKeys,
    private readonly settings: HouseSettings,
  ) {}

  issue(wanted: DownloadPurpose): DownloadLink {
    const until = this.clock.now().getTime() + GOOD_FOR_MS;
    const text = Buffer.from(JSON.stringify({ purpose: wanted, until })).toString('base64url');
    const [secret] = this.secrets();
    const { consoleUrl, publicUrl } = this.settings;
    const place =
      wanted.for === 'operator' ? `${consoleUrl}/api/console/backup-files` : `${publicUrl}/api/backup-files`;
    const url = `${place}?link=${text}.${signatureOf(text, secret).toString('base64url')}`;
    return { url, expiresAt: new Date(until).toISOString() };
  }

  /** Refuses with `download_link_over`, whatever is wrong with it. */
  read(link: string): DownloadPurpose {
    const [text = '', given = ''] = link.split('.');
    const signature = Buffer.from(given, 'base64url');
    const right = this.secrets().some((secret) => {
      const wanted = signatureOf(text, secret);
      return wanted.length === signature.length && timingSafeEqual(wanted, signature);
    });
    if (right) {
      const { purpose: read, until } = signed.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
      if (until > this.clock.now().getTime()) return read;
    }
    throw new Refusal(backupProblems.linkOver);
  }

  /** One per key of the ring; the first signs. */
  private secrets(): [Buffer, ...Buffer[]] {
    return this.keys.ring.derived('purser backup download');
  }
}

function signatureOf(text: string, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
