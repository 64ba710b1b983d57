import { Resolver } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { workspaceProblems } from '../../names.js';

const TIMEOUT_MS = 3_000;
const NOTHING_THERE = new Set(['ENOTFOUND', 'ENODATA']);

/** What a domain's owner has published. */
@Injectable()
export class DomainRecords {
  private readonly resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });

  /** The TXT records of a name, each as one text; none when there is no such name. 503 `domain_lookup_failed`. */
  async textsAt(name: string): Promise<readonly string[]> {
    try {
      const records = await this.resolver.resolveTxt(name);
      return records.map((parts) => parts.join(''));
    } catch (cause) {
      if (NOTHING_THERE.has((cause as NodeJS.ErrnoException).code ?? '')) return [];
      throw new Refusal(workspaceProblems.domainLookupFailed, { cause, retryAfter: 30 });
    }
  }
}
