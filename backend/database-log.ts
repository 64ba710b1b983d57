import { Logger as NestLogger } from '@nestjs/common';
import type { Logger } from 'typeorm';

/** TypeORM's words through our log, without queries and their values: who catches an error logs it. */
export class DatabaseLog implements Logger {
  private readonly logger = new NestLogger('Database');

  logQuery(): void {}

  logQueryError(): void {}

  logQuerySlow(): void {}

  logSchemaBuild(): void {}

  /** Who migrates says what ran, and what did not is thrown. */
  logMigration(): void {}

  log(level: 'log' | 'info' | 'warn', message: string): void {
    if (level === 'warn') this.logger.warn(message);
  }
}
