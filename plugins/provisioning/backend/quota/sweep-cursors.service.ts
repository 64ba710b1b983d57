import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** How far a look over all stores has come, whichever process goes on with it; it begins anew behind the last one. */
@Injectable()
export class SweepCursors {
  constructor(private readonly dataSource: DataSource) {}

  /** The id to go on behind; empty at the beginning. */
  async read(name: string, tx: EntityManager = this.dataSource.manager): Promise<string> {
    const [row]: { after: string }[] = await tx.query('SELECT after FROM provisioning_cursor WHERE name = $1', [name]);
    return row?.after ?? '';
  }

  async move(name: string, from: string, to: string): Promise<void> {
    // A house whose stores are all seen in one round stands at the beginning for ever.
    if (from === to) return;
    await this.dataSource.query(
      `INSERT INTO provisioning_cursor (name, after) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET after = excluded.after`,
      [name, to],
    );
  }
}
