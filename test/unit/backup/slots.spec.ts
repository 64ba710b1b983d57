import { nextSlots, scheduleFault, slotsBetween } from '../../../plugins/backup/backend/policy/slots.js';

const at = (iso: string) => new Date(`${iso}Z`);
const iso = (slots: readonly Date[]) => slots.map((slot) => slot.toISOString().slice(0, 16));

describe('slots of a policy', () => {
  it('happen once in the night that has 02:15 twice', () => {
    const slots = slotsBetween('15 2 * * *', 'Europe/Berlin', at('2027-10-29T12:00'), at('2027-11-01T12:00'));
    expect(iso(slots)).toEqual(['2027-10-30T00:15', '2027-10-31T00:15', '2027-11-01T01:15']);
  });

  it('happen once in the night that lacks 02:15, when the hour has passed', () => {
    const slots = slotsBetween('15 2 * * *', 'Europe/Berlin', at('2027-03-26T12:00'), at('2027-03-29T12:00'));
    expect(iso(slots)).toEqual(['2027-03-27T01:15', '2027-03-28T01:15', '2027-03-29T00:15']);
  });

  // A process looks every 15 seconds, and remembers only the last slot: the night must not depend on when it looks.
  it.each([
    ['2027-10-30T20:00', '2027-10-31T06:00'],
    ['2027-03-27T20:00', '2027-03-28T06:00'],
  ])('are one between %s and %s, however often one looks', (from, until) => {
    let last = at(from);
    const found: Date[] = [];
    for (let now = at(from).getTime(); now <= at(until).getTime(); now += 5 * 60_000) {
      const slots = slotsBetween('15 2 * * *', 'Europe/Berlin', last, new Date(now));
      found.push(...slots);
      last = slots.at(-1) ?? last;
    }
    expect(found).toHaveLength(1);
  });

  it('are the same moments that the console shows', () => {
    expect(iso(nextSlots('0 3 * * 0', 'UTC', at('2026-11-27T12:00'), 3))).toEqual([
      '2026-11-29T03:00',
      '2026-12-06T03:00',
      '2026-12-13T03:00',
    ]);
  });

  it.each([
    ['* * * * *', 'UTC', 'cron'],
    ['*/5 * * * *', 'UTC', 'cron'],
    ['15 2 * *', 'UTC', 'cron'],
    ['99 2 * * *', 'UTC', 'cron'],
    ['0 0 31 2 *', 'UTC', 'cron'],
    ['15 2 * * *', 'Europe/Atlantis', 'zone'],
  ])('refuse "%s" in %s', (cron, zone, field) => {
    expect(scheduleFault(cron, zone)?.field).toBe(field);
  });

  it.each(['15 2 * * *', '0 * * * *', '*/15 * * * *', '0 3 * * 0', '30 4 1 * *'])('take "%s"', (cron) => {
    expect(scheduleFault(cron, 'Europe/Berlin')).toBeNull();
  });
});
