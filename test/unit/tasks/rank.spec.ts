import fc from 'fast-check';
import { rankBetween } from '../../../plugins/tasks/portal/board/rank.js';

describe('a place between two others', () => {
  it('is between them, wherever tasks are put', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 120 }), (places) => {
        const list: string[] = [];
        for (const place of places) {
          const at = place % (list.length + 1);
          const rank = rankBetween(list[at - 1] ?? null, list[at] ?? null);
          list.splice(at, 0, rank);
        }
        expect(list).toEqual([...new Set(list)].sort());
      }),
    );
  });

  it.each([
    ['at the end', (list: string[]) => list.length],
    ['at the beginning', () => 0],
  ])('stays short after a thousand additions %s', (_, placeOf) => {
    const list: string[] = [];
    const draw = () => 0.5;
    for (let each = 0; each < 1_000; each += 1) {
      const at = placeOf(list);
      list.splice(at, 0, rankBetween(list[at - 1] ?? null, list[at] ?? null, draw));
    }
    expect(list).toEqual([...list].sort());
    expect(Math.max(...list.map((rank) => rank.length))).toBeLessThan(40);
  });

  it('differs between two devices that choose the same place', () => {
    const chosen = new Set(Array.from({ length: 200 }, () => rankBetween('A', 'B')));
    expect(chosen.size).toBeGreaterThan(150);
  });

  it.each([
    ['equal neighbours', 'V', 'V'],
    ['neighbours in the wrong order', 'Z', 'A'],
    ['something that is no rank', '💥', '_'],
    ['a rank that ends in the lowest digit', 'A0', 'A00'],
  ])('comes after the first of two that cannot be parted: %s', (_, before, after) => {
    const rank = rankBetween(before, after);
    expect(rank).toMatch(/^[0-9A-Za-z]+$/);
    if (/^[0-9A-Z]*[1-9A-Z]$/.test(before)) expect(rank > before).toBe(true);
  });
});
