/** To the operators who can do it, and to the owner who asked. */
import { Injectable } from '@nestjs/common';
import { Mailer, momentInMail } from '@purser/kit/backend/mail';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import { OperatorMails } from '../../../auth/backend/operator/operator-mails.service.js';
import { backupPermissions } from '../../names.js';
import { restoreAskedMail, restoreDeclinedMail, restoreDoneMail } from './restore-request.mail.js';

interface About {
  readonly workspaceId: string;
  readonly workspace: string;
  readonly asOf: Date;
  readonly reason: string;
  readonly answer: string | null;
  readonly restoredWorkspaceId: string | null;
  /** Null when they have no account any more. */
  readonly email: string | null;
  readonly name: string | null;
  readonly locale: 'en' | 'de' | null;
}

@Injectable()
export class RestoreRequestMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly operatorMails: OperatorMails,
    private readonly settings: HouseSettings,
  ) {}

  async asked(tx: EntityManager, id: string): Promise<void> {
    const about = await this.read(tx, id);
    if (!about) return;
    const { workspace, asOf, reason } = about;
    const link = `${this.settings.consoleUrl}/console/restore-requests/${id}/show`;
    const data = { workspace, name: about.name ?? '–', at: momentInMail(asOf), reason, link };
    const letter = { mail: restoreAskedMail, data, occasion: `backup.restore-asked:${id}` };
    await this.operatorMails.send(tx, backupPermissions.restore, letter);
  }

  async declined(tx: EntityManager, id: string): Promise<void> {
    const about = await this.read(tx, id);
    if (!about?.email) return;
    const { email, name, locale, workspace, asOf, answer, workspaceId } = about;
    const link = this.pageOf(workspaceId, 'exports');
    const data = { name: name ?? '', workspace, at: momentInMail(asOf), answer: answer ?? '', link };
    const key = `backup.restore-declined:${id}`;
    await this.mailer.queue(tx, restoreDeclinedMail, { to: email, locale: locale ?? 'en', data, key });
  }

  async done(tx: EntityManager, id: string): Promise<void> {
    const about = await this.read(tx, id);
    if (!about?.email) return;
    const { email, name, locale, workspace, asOf, workspaceId, restoredWorkspaceId } = about;
    const isCopy = restoredWorkspaceId !== workspaceId;
    const data = {
      name: name ?? '',
      workspace,
      at: momentInMail(asOf),
      beside: isCopy,
      link: this.pageOf(restoredWorkspaceId ?? workspaceId, ''),
    };
    const key = `backup.restore-done:${id}`;
    await this.mailer.queue(tx, restoreDoneMail, { to: email, locale: locale ?? 'en', data, key });
  }

  private pageOf(workspaceId: string, page: string): string {
    return `${this.settings.publicUrl}/w/${workspaceId}/${page}`;
  }

  private async read(tx: EntityManager, id: string): Promise<About | undefined> {
    const [about]: About[] = await tx.query(
      `SELECT q.workspace_id AS "workspaceId", w.name AS workspace, q.as_of AS "asOf", q.reason, q.answer,
              q.restored_workspace_id AS "restoredWorkspaceId", u.email, u.name, u.locale
         FROM backup_restore_request q JOIN workspace w ON w.id = q.workspace_id LEFT JOIN auth_user u ON u.id = q.requested_by
        WHERE q.id = $1`,
      [id],
    );
    return about;
  }
}
