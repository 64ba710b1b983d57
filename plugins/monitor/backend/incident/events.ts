import { defineEvent } from '@purser/kit/backend/events';
import type { IncidentKind } from '../../records.js';

export interface OpenedIncident {
  readonly incidentId: string;
  readonly kind: IncidentKind;
  /** What fails: process:<host>:<port>, canary, stores, or slo:<name>. */
  readonly subject: string;
  /** The step of the probe that failed, or the speed at which an error budget goes. */
  readonly cause: string;
}

export interface ClosedIncident {
  readonly incidentId: string;
  readonly kind: IncidentKind;
  readonly subject: string;
  readonly seconds: number;
}

/** Published once per incident. */
export const incidentOpened = defineEvent<OpenedIncident>('monitor.incident-opened');
/** Published once per incident, when what failed answers again or is gone. */
export const incidentClosed = defineEvent<ClosedIncident>('monitor.incident-closed');
