import { Injectable } from '@nestjs/common';
import { type Monitor, Reports } from '@purser/kit/backend/reports';
import { beginCheckIn, leaveCrumb, reportError } from '../http/error-reports.js';

/** What plugins report goes where the house's own errors go. */
@Injectable()
export class HouseReports extends Reports {
  error(error: unknown, tags: Readonly<Record<string, string>>): void {
    reportError(error, { tags });
  }

  crumb(category: string, message: string, data?: Readonly<Record<string, string | number>>): void {
    leaveCrumb(category, message, data);
  }

  checkIn(monitor: Monitor): (status: 'ok' | 'error') => void {
    return beginCheckIn(monitor);
  }
}
