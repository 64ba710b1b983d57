/** What this house is: the manifest, asked once and kept while the page lives. */
import type { ReportsConfig } from '@purser/client/telemetry/reports';
import type { HouseShown } from '@purser/kit/allowed';
import { publicApi } from './session.js';

export interface House extends HouseShown {
  /** The product name people see. */
  readonly product: string;
  /** Where errors are reported; absent when nowhere. */
  readonly reports?: ReportsConfig;
}

let asked: Promise<House> | null = null;

export function loadHouse(): Promise<House> {
  asked ??= publicApi.get<House>('/api/manifest').catch((error: unknown) => {
    asked = null;
    throw error;
  });
  return asked;
}
