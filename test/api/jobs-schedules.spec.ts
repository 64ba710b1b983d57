import { Injectable, Module } from '@nestjs/common';
import type { Job } from '@purser/kit/backend/jobs';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { JobCatalogue } from '../../backend/jobs/job-catalogue.service.js';
import { ScheduleTicker } from '../../backend/jobs/schedule-ticker.service.js';

let rung: unknown[] = [];

@Injectable()
class RingBell implements Job {
  async run({ payload }: { payload: unknown }): Promise<void> {
    rung.push(payload);
  }
}

@Module({ providers: [RingBell] })
class BellModule {}

const bell = definePlugin({
  name: 'bell',
  worksWith: '^1.0.0',
  options: z.object({ schedule: z.string().optional() }),
  module: BellModule,
  jobs: [{ name: 'ring', timeoutMs: 1_000, schedule: (options) => options.schedule, run: RingBell }],
});

const hourly = '0 * * * *';
const day = (time: string) => new Date(`2027-03-10T${time}Z`);

describe('schedules', () => {
  let house: TestHouse;

  beforeEach(async () => {
    rung = [];
    house = await createTestHouse({ plugins: [bell({ schedule: hourly })] });
  });
  afterEach(() => house?.close());

  const tick = (now: Date) => house.get(ScheduleTicker).tick(now);
  const slots = (): Promise<{ at: string; state: string; reason: string | null }[]> =>
    house.dataSource.query(
      `SELECT to_char(slot_at AT TIME ZONE 'UTC', 'DD HH24:MI') AS at, state, reason FROM house_schedule_slot
       WHERE job = 'bell.ring' ORDER BY slot_at`,
    );

  it('start with the first slot after they were first seen, and run each once', async () => {
    await tick(day('10:30:00'));
    await tick(day('10:59:59'));
    expect(await slots()).toEqual([{ at: '10 10:00', state: 'skipped', reason: 'first_seen' }]);
    await tick(day('11:00:00'));
    await tick(day('11:00:15'));
    await house.runJobs();
    await tick(day('11:20:00'));
    await house.runJobs();
    expect(rung).toEqual([{ slotAt: '2027-03-10T11:00:00.000Z' }]);
  });

  it('give no slot twice to 8 processes that tick at the same moment', async () => {
    const processes = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const dataSource = await new DataSource({ type: 'postgres', url: house.databaseUrl, poolSize: 2 }).initialize();
        return { dataSource, ticker: new ScheduleTicker(dataSource, house.get(JobCatalogue)) };
      }),
    );
    try {
      await tick(day('00:30:00'));
      for (let hour = 1; hour <= 12; hour += 1) {
        const now = new Date(day('00:00:05').getTime() + hour * 3_600_000);
        await Promise.all(processes.map(({ ticker }) => ticker.tick(now)));
      }
      await house.runJobs();
    } finally {
      await Promise.all(processes.map(({ dataSource }) => dataSource.destroy()));
    }
    expect(rung).toHaveLength(12);
    expect(new Set(rung.map((payload) => JSON.stringify(payload))).size).toBe(12);
  });

  it('make up for the newest missed slot only, and note the others', async () => {
    await tick(day('10:30:00'));
    await tick(day('14:10:00'));
    await house.runJobs();
    expect(rung).toEqual([{ slotAt: '2027-03-10T14:00:00.000Z' }]);
    expect(await slots()).toEqual([
      { at: '10 10:00', state: 'skipped', reason: 'first_seen' },
      { at: '10 11:00', state: 'skipped', reason: 'missed' },
      { at: '10 12:00', state: 'skipped', reason: 'missed' },
      { at: '10 13:00', state: 'skipped', reason: 'missed' },
      { at: '10 14:00', state: 'queued', reason: null },
    ]);
  });

  it('do not make up for a slot that is older than a day', async () => {
    const weekly = await createTestHouse({ plugins: [bell({ schedule: '0 4 * * 1' })], beside: house });
    try {
      const ticker = weekly.get(ScheduleTicker);
      await ticker.tick(new Date('2027-03-02T00:00:00Z'));
      await ticker.tick(new Date('2027-03-10T00:00:00Z'));
      expect((await slots()).map(({ state, reason }) => [state, reason])).toEqual([
        ['skipped', 'first_seen'],
        ['skipped', 'missed'],
      ]);
    } finally {
      await weekly.close();
    }
  });

  it('that are changed begin anew', async () => {
    await tick(day('10:30:00'));
    const halfPast = await createTestHouse({ plugins: [bell({ schedule: '20 * * * *' })], beside: house });
    try {
      await halfPast.get(ScheduleTicker).tick(day('11:10:00'));
      await halfPast.get(ScheduleTicker).tick(day('11:21:00'));
      await halfPast.runJobs();
    } finally {
      await halfPast.close();
    }
    expect(rung).toEqual([{ slotAt: '2027-03-10T11:20:00.000Z' }]);
  });

  it.each(['nonsense', '* * * * * *', '99 * * * *', ''])('refuse to boot with "%s"', async (schedule) => {
    await expect(createTestHouse({ plugins: [bell({ schedule })], beside: house })).rejects.toThrow('bell.ring');
  });
});
