/** A web process or a worker as a process of its own, over a database that is brought up to the house already. */
import { type SpawnedProcess, spawnTypescript } from './spawn-typescript.js';

export interface HouseProcess extends SpawnedProcess {
  readonly url: string;
}

export interface HouseProcessOptions {
  readonly databaseUrl: string;
  readonly role: 'web' | 'worker';
  /** Where people reach the installation; its own address when there is none. */
  readonly publicUrl?: string;
}

export async function startHouseProcess({ databaseUrl, role, publicUrl }: HouseProcessOptions): Promise<HouseProcess> {
  const started = spawnTypescript('test/fixtures/house-process/house.ts', {
    HOUSE_DATABASE_URL: databaseUrl,
    HOUSE_ROLE: role,
    ...(publicUrl ? { HOUSE_PUBLIC_URL: publicUrl } : {}),
  });
  try {
    const line = await started.said('ready ', 60_000);
    return { ...started, url: line.slice('ready '.length) };
  } catch (error) {
    await started.kill();
    throw error;
  }
}
