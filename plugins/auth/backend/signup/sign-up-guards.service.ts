import { Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Flags } from '@purser/kit/backend/flags';
import { Metrics } from '@purser/kit/backend/metrics';
import { DataSource } from 'typeorm';
import { authAudit } from '../../names.js';
import { maskedAddress } from '../user/email-address.js';
import { ProofOfWork, type WorkProof } from './proof-of-work.service.js';

export const PROOF_OF_WORK = 'auth.sign-up-proof-of-work';

/** What stands between programs and sign-up: a field that people never see, and a puzzle while its flag is on. */
@Injectable()
export class SignUpGuards {
  private readonly counter;

  constructor(
    private readonly dataSource: DataSource,
    private readonly flags: Flags,
    private readonly proofs: ProofOfWork,
    private readonly audit: AuditTrail,
    metrics: Metrics,
  ) {
    this.counter = metrics.counter('purser_auth_sign_up_total', 'Sign-ups, by result.', ['result']);
  }

  /** Null while no proof is asked for. */
  async challenge(): Promise<{ challenge: string; bits: number } | null> {
    return (await this.flags.isOn(PROOF_OF_WORK)) ? this.proofs.challenge() : null;
  }

  /** True when it was a program that filled the hidden field: it is answered like everybody, and nothing is done. */
  async isTrapped(request: { email: string; website?: string }, origin: Origin): Promise<boolean> {
    if (!request.website) return false;
    this.counter.inc({ result: 'trapped' });
    await this.dataSource.transaction((tx) =>
      this.audit.record(tx, {
        what: authAudit.signUpTrapped,
        by: 'anonymous',
        origin,
        detail: { address: maskedAddress(request.email) },
      }),
    );
    return true;
  }

  /** 403 `proof_required` while the flag is on and the proof is missing, wrong, too old or used. */
  async demandProof(proof: WorkProof | undefined): Promise<void> {
    if (!(await this.flags.isOn(PROOF_OF_WORK))) return;
    try {
      await this.proofs.spend(proof);
    } catch (error) {
      this.counter.inc({ result: 'unproven' });
      throw error;
    }
  }

  accepted(): void {
    this.counter.inc({ result: 'accepted' });
  }
}
