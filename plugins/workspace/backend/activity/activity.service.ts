import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { type AuditLine, type AuditQuery, AuditReader, AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { csvCell } from '@purser/kit/csv';
import { houseProblems } from '@purser/kit/problems';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { UserDirectory } from '../../../auth/backend/user/user-directory.service.js';
import { workspaceAudit } from '../../names.js';
import type { ActivityExportQuery, ActivityPage, ActivityQuery, ActivityRecord } from '../../records-activity.js';
import { isId } from '../workspace/locked-workspace.js';

const EXPORT_PAGE = 1_000;
const CSV_HEADER = 'id,at,what,by,byName,onType,onId,onName,before,after\r\n';

/** The trail of one workspace for its owners and admins. What other plugins note of it is named, but not shown. */
@Injectable()
export class Activity {
  constructor(
    private readonly reader: AuditReader,
    private readonly trail: AuditTrail,
    private readonly users: UserDirectory,
    private readonly dataSource: DataSource,
  ) {}

  async page(workspaceId: string, query: ActivityQuery): Promise<ActivityPage> {
    const { limit, after } = query;
    const lines = await this.reader.ofWorkspace({
      ...filterOf(workspaceId, query),
      after: after === undefined ? undefined : readCursor(after),
      limit: limit + 1,
    });
    const shown = lines.slice(0, limit);
    return { entries: await this.records(shown), next: lines.length > limit ? cursorOf(shown.at(-1)) : null };
  }

  /** Streamed page after page; that somebody took it is noted first. */
  async export(
    workspaceId: string,
    query: ActivityExportQuery,
    by: CustomerCaller,
    origin: Origin,
    response: Response,
  ): Promise<void> {
    const on = { type: 'workspace', id: workspaceId };
    const detail = { format: query.format };
    await this.dataSource.transaction((tx) =>
      this.trail.record(tx, { what: workspaceAudit.exported, by, on, workspaceId, origin, detail }),
    );
    await pipeline(Readable.from(this.lines(workspaceId, query)), response).catch((error: NodeJS.ErrnoException) => {
      // Somebody who stops a download is no fault of ours.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }

  private async *lines(workspaceId: string, query: ActivityExportQuery): AsyncGenerator<string> {
    if (query.format === 'csv') yield CSV_HEADER;
    const write = query.format === 'csv' ? csvLine : (record: ActivityRecord) => `${JSON.stringify(record)}\n`;
    let after: AuditQuery['after'];
    for (;;) {
      const filter = filterOf(workspaceId, query);
      const lines = await this.reader.ofWorkspace({ ...filter, after, limit: EXPORT_PAGE });
      yield (await this.records(lines)).map(write).join('');
      after = lines.at(-1);
      if (!after || lines.length < EXPORT_PAGE) return;
    }
  }

  private async records(lines: readonly AuditLine[]): Promise<ActivityRecord[]> {
    const ids = lines.flatMap(({ actorKind, actorId, subjectType, subjectId }) => [
      ...(actorKind === 'customer' && actorId ? [actorId] : []),
      ...(subjectType === 'user' && subjectId ? [subjectId] : []),
    ]);
    const people = await this.users.find(new Set(ids.filter(isId)));
    const invited = await this.invited(lines.filter(({ subjectType }) => subjectType === 'invitation'));
    const nameOf = (id: string | null) => (id === null ? null : (people.get(id)?.name ?? invited.get(id) ?? null));
    return lines.map(({ id, at, what, actorKind, actorId, subjectType, subjectId, before, after }) => {
      const own = what.startsWith('workspace.');
      const person = actorKind === 'customer';
      return {
        id,
        at: at.toISOString(),
        what,
        by: { kind: actorKind, id: person ? actorId : null, name: person ? nameOf(actorId) : null },
        on: subjectType && subjectId ? { type: subjectType, id: subjectId, name: nameOf(subjectId) } : null,
        before: own ? before : null,
        after: own ? after : null,
      };
    });
  }

  /** Who was invited, by the id of the invitation: those who read the activity see the invitations as well. */
  private async invited(lines: readonly AuditLine[]): Promise<ReadonlyMap<string, string>> {
    const ids = lines.flatMap(({ subjectId }) => (subjectId !== null && isId(subjectId) ? [subjectId] : []));
    if (ids.length === 0) return new Map();
    const rows: { id: string; email: string }[] = await this.dataSource.query(
      'SELECT id, email FROM workspace_invitation WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, email }) => [id, email]));
  }
}

function filterOf(workspaceId: string, { what, by, from, to }: ActivityExportQuery | ActivityQuery) {
  return {
    workspaceId: workspaceId.toLowerCase(),
    what: what?.split(',').map((name) => name.trim()),
    actorId: by?.toLowerCase(),
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

function cursorOf(line: AuditLine | undefined): string | null {
  return line ? `${line.at.getTime()}.${line.id}` : null;
}

function readCursor(text: string): NonNullable<AuditQuery['after']> {
  const [ms = '', id = ''] = text.split('.');
  if (!/^\d{1,15}$/.test(ms) || !isId(id)) {
    throw new Refusal(houseProblems.invalidRequest, { errors: { after: 'Send `next` of the page before.' } });
  }
  return { at: new Date(Number(ms)), id };
}

function csvLine({ id, at, what, by, on, before, after }: ActivityRecord): string {
  const cells = [id, at, what, by.kind, by.name, on?.type, on?.id, on?.name, json(before), json(after)];
  return `${cells.map((cell) => csvCell(cell ?? undefined)).join(',')}\r\n`;
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
