import { Injectable } from '@nestjs/common';
import { type Monitor, Reports, type Span } from '@purser/kit/backend/reports';
import { beginCheckIn, leaveCrumb, reportError } from '../http/error-reports.js';
import { answered, part, traceparent } from './traces.js';

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

  part<T>(span: Span, run: () => Promise<T>): Promise<T> {
    return part(span, run);
  }

  answered<T>(from: string | undefined, span: Span, run: () => Promise<T>): Promise<T> {
    return answered(from, span, run);
  }

  traceHeaders(): Record<string, string> {
    const from = traceparent();
    return from === undefined ? {} : { traceparent: from };
  }
}
