import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { DataSource } from 'typeorm';

const NAME = 'refresh';

/** The key refresh tokens are derived and tagged with. It outlives signing keys, so rotating those signs nobody out. */
@Injectable()
export class HouseSecret {
  private value: Promise<Buffer> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  read(): Promise<Buffer> {
    if (!this.value) {
      const loading = this.load();
      this.value = loading;
      loading.catch(() => {
        this.value = undefined;
      });
    }
    return this.value;
  }

  private async load(): Promise<Buffer> {
    await this.dataSource.query(
      'INSERT INTO auth_secret (name, value, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [NAME, randomBytes(32), this.clock.now()],
    );
    const [row]: { value: Buffer }[] = await this.dataSource.query('SELECT value FROM auth_secret WHERE name = $1', [
      NAME,
    ]);
    if (!row) throw new Error('auth has no secret for refresh tokens');
    return row.value;
  }
}
