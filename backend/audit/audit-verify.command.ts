import { Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Refusal } from '@purser/kit/backend/errors';
import { houseMachineProblems } from '../names.js';
import { AuditVerification } from './audit-verification.service.js';

/** `pnpm purser audit verify` */
@Injectable()
export class AuditVerifyCommand implements Command {
  constructor(private readonly verification: AuditVerification) {}

  async run({ print }: CommandRun): Promise<void> {
    const verdict = await this.verification.verify();
    for (const fault of verdict.faults) {
      print(`${fault.what}: chain ${fault.chain ?? '-'} place ${fault.seq ?? '-'} entry ${fault.auditId ?? '-'}`);
    }
    if (!verdict.intact) throw new Refusal(houseMachineProblems.auditBroken);
    print(`The audit trail is intact: ${verdict.entries} entries.`);
    print(`Anchor ${verdict.anchor} (keep it apart from the database: it changes with every entry).`);
  }
}
