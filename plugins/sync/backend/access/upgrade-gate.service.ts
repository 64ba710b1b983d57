/** Decides who gets a socket, and as what. */
import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { uuidv7 } from 'uuidv7';
import { SessionGate } from '../../../auth/backend/session/session-gate.service.js';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { type SyncClosing, syncClosings, syncProblems } from '../../names.js';
import { ConnectionRegistry } from '../connection/connection-registry.service.js';
import type { Admission } from '../socket/admission.js';
import type { LogState } from '../store-log/event-log.js';
import { EventLogProvider } from '../store-log/event-log.provider.js';
import type { SyncOptions } from '../sync.options.js';
import { SyncTickets, type TicketClaims } from '../ticket/tickets.service.js';
import { assertPageOrigin } from './page-origin.js';
import { type Person, readsOnly, type Standing, Standings } from './standing.service.js';
import { readUpgradeRequest } from './upgrade-request.js';

const ROUNDS = 5;

interface Arrival {
  readonly agent: string | null;
  /** It knows what it may do; with an access token it was told nothing. */
  readonly toldByTicket: boolean;
}

@Injectable()
export class UpgradeGate {
  /** Goes up with every ending heard of: what was looked up before it is looked up again. */
  private endings = 0;

  constructor(
    private readonly tickets: SyncTickets,
    private readonly sessions: SessionGate,
    private readonly memberships: Memberships,
    private readonly standings: Standings,
    private readonly registry: ConnectionRegistry,
    private readonly logs: EventLogProvider,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('sync')) private readonly options: SyncOptions,
  ) {}

  heardOfEnding(): void {
    this.endings += 1;
  }

  async authorise(request: IncomingMessage): Promise<Admission> {
    assertPageOrigin(request.headers, this.settings, this.options.origins);
    const { storeId, credential } = readUpgradeRequest(request.url ?? '');
    const { claims, log } = await ('ticket' in credential
      ? this.tickets.spend(credential.ticket)
      : this.claimsOfToken(credential.token, storeId));
    if (claims.storeId !== storeId) throw new Refusal(syncProblems.ticketWrongStore);
    if (log?.workspaceId !== claims.workspaceId) throw new Refusal(syncProblems.storeNotFound);
    if (log.mode === 'closed') throw new Refusal(syncProblems.storeSuspended);
    if (log.mode === 'provisioning' && claims.kind !== 'probe') throw new Refusal(syncProblems.storeNotReady);
    return await this.admit(claims, log, {
      agent: request.headers['user-agent']?.slice(0, 200) ?? null,
      toldByTicket: 'ticket' in credential,
    });
  }

  private async claimsOfToken(token: string, storeId: string): Promise<{ claims: TicketClaims; log: LogState }> {
    const { userId, sessionId } = await this.sessions.verifyAccessToken(token);
    const log = await this.logs.log.state(storeId);
    // Whether a store exists is nobody's business who does not belong to it.
    const role = log && (await this.memberships.roleOf(log.workspaceId, userId));
    if (!role) throw new Refusal(syncProblems.storeNotFound);
    return { claims: { kind: 'session', storeId, workspaceId: log.workspaceId, userId, sessionId, role }, log };
  }

  /** The row first, then the look at session and role: an ending in between finds the row, or is found by the look. */
  private async admit(claims: TicketClaims, log: LogState, { agent, toldByTicket }: Arrival): Promise<Admission> {
    const { kind, userId, sessionId } = claims;
    const connectionId = uuidv7();
    const base = { connectionId, kind, userId, sessionId, log, agent };
    try {
      const { ofPerson, ofStore } = await this.registry.add(
        connectionId,
        claims,
        kind === 'session' && readsOnly(claims.role),
        agent,
      );
      if (userId === null || sessionId === null) return { ...base, role: claims.role, readOnly: false };
      const standing = await this.standingOf({
        userId,
        sessionId,
        workspaceId: claims.workspaceId,
        storeId: claims.storeId,
      });
      if (!standing.good) throw refusalOf(standing.closing);
      const { role, readOnly } = standing;
      const refusal = readOnly && !readsOnly(role) ? syncClosings.storeReadOnly : undefined;
      const wasReadOnly = readsOnly(claims.role);
      if (role !== claims.role || readOnly !== wasReadOnly)
        await this.registry.changeRole(connectionId, role, readOnly);
      if (ofPerson > this.options.connectionsPerUser) {
        return { ...base, role, readOnly, refusal, closeAtOnce: syncClosings.tooManyConnections };
      }
      if (ofStore > this.options.connectionsPerStore) {
        return { ...base, role, readOnly, refusal, closeAtOnce: syncClosings.storeCrowded };
      }
      // Its ticket told the client that it may write, or that it may not: with the next one it knows better.
      const isOutdated = (toldByTicket ? readOnly : readsOnly(role)) !== wasReadOnly;
      return { ...base, role, readOnly, refusal, closeAtOnce: isOutdated ? syncClosings.roleChanged : undefined };
    } catch (error) {
      this.registry.forget(connectionId);
      throw error;
    }
  }

  private async standingOf(person: Person): Promise<Standing> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const heard = this.endings;
      const standing = await this.standings.of(person);
      if (heard === this.endings || !standing.good) return standing;
    }
    // Endings rain down; this client comes again in a moment.
    throw new Refusal(syncProblems.busy);
  }
}

function refusalOf({ code, reason }: SyncClosing): Refusal {
  if (code === syncClosings.suspended.code) return new Refusal(syncProblems.storeSuspended);
  if (code !== 4401) return new Refusal(syncProblems.notAMember);
  return new Refusal({ ...syncProblems.sessionEnded, code: reason });
}
