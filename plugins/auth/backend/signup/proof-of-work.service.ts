import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource, type EntityManager } from 'typeorm';
import { authProblems } from '../../names.js';
import type { AuthOptions } from '../auth.options.js';
import { HouseSecret } from '../key/house-secret.service.js';

/** A challenge of ours, and the number that solves it. */
export interface WorkProof {
  readonly challenge: string;
  readonly nonce: string;
}

/**
 * Puzzles that cost a browser a second and a program that signs up by the thousand a lot. The challenge is signed and
 * kept nowhere; a solved one is written down, so that it counts once over all processes. Solved: the SHA-256 of
 * `<challenge>.<nonce>` begins with that many zero bits.
 */
@Injectable()
export class ProofOfWork {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secret: HouseSecret,
    private readonly clock: Clock,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  async challenge(): Promise<{ challenge: string; bits: number }> {
    const { bits, seconds } = this.options.proofOfWork;
    const until = this.clock.now().getTime() + seconds * 1000;
    const body = [until.toString(36), bits, randomBytes(16).toString('base64url')].join('.');
    return { challenge: `${body}.${await this.mac(body)}`, bits };
  }

  /** 403 `proof_required`, whatever is wrong with it. */
  async spend(proof: WorkProof | undefined): Promise<void> {
    const until = proof && (await this.solved(proof));
    if (!proof || !until || !(await this.isFirst(proof.challenge, until)))
      throw new Refusal(authProblems.proofRequired);
  }

  async deleteOld(tx: EntityManager): Promise<void> {
    await tx.query('DELETE FROM auth_spent_proof WHERE expires_at < $1', [this.clock.now()]);
  }

  /** Until when it holds; undefined when it is not ours, too old, or not solved. */
  private async solved({ challenge, nonce }: WorkProof): Promise<Date | undefined> {
    const [end = '', bits = '', random = '', mac = ''] = challenge.split('.');
    const right = Buffer.from(await this.mac([end, bits, random].join('.')));
    const given = Buffer.from(mac);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    const until = new Date(Number.parseInt(end, 36));
    if (until <= this.clock.now()) return undefined;
    return zeroBits(sha256(`${challenge}.${nonce}`)) >= Number(bits) ? until : undefined;
  }

  private async isFirst(challenge: string, until: Date): Promise<boolean> {
    const written: unknown[] = await this.dataSource.query(
      `INSERT INTO auth_spent_proof (challenge_hash, expires_at) VALUES ($1, $2)
       ON CONFLICT DO NOTHING RETURNING challenge_hash`,
      [sha256(challenge), until],
    );
    return written.length === 1;
  }

  private async mac(body: string): Promise<string> {
    const key = Buffer.from(hkdfSync('sha256', await this.secret.read(), '', 'auth.proof-of-work', 32));
    return createHmac('sha256', key).update(body).digest('base64url');
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function zeroBits(hash: Buffer): number {
  const first = hash.findIndex((byte) => byte !== 0);
  return first === -1 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24;
}
