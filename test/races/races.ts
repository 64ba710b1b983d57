/** The races of organisations: twenty real requests at one time, spread over two server processes. */
import type { Outcome, Racer, Side } from './side.js';

export interface Verdict {
  readonly held: boolean;
  /** What was found, when it did not hold. */
  readonly found: string;
  readonly outcomes: readonly Outcome[];
}

export interface Race {
  readonly name: string;
  /** What has to be true afterwards. */
  readonly rule: string;
  run(side: Side, round: number): Promise<Verdict>;
}

const AT_ONCE = 20;

const at = <T>(people: readonly T[], index: number): T => people[index % people.length] as T;
const atOnce = (act: (n: number) => Promise<Outcome>): Promise<Outcome[]> =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, n) => act(n)));
const verdict = (held: boolean, found: unknown, outcomes: readonly Outcome[]): Verdict => ({
  held,
  found: held ? '' : JSON.stringify(found),
  outcomes,
});
const count = (outcomes: readonly Outcome[]) => outcomes.filter((outcome) => outcome === 'ok').length;

async function ownersAfter(side: Side, team: string, outcomes: Outcome[]): Promise<Verdict> {
  const state = await side.state(team);
  return verdict(state.owners >= 1 && state.exists, state, outcomes);
}

export const races: readonly Race[] = [
  {
    name: 'two owners demote each other and themselves',
    rule: 'an owner is left',
    async run(side) {
      const [ada, bob] = side.people.slice(0, 2) as [Racer, Racer];
      const team = await side.team([ada, bob]);
      const outcomes = await atOnce((n) =>
        side.changeRole(n % 2, team, at([ada, bob], n), at([bob, ada, ada, bob], n), 'admin'),
      );
      return ownersAfter(side, team, outcomes);
    },
  },
  {
    name: 'twenty owners leave at once',
    rule: 'an owner is left',
    async run(side) {
      const owners = side.people.slice(0, AT_ONCE);
      const team = await side.team(owners);
      const outcomes = await atOnce((n) => side.leave(n % 2, team, at(owners, n)));
      return ownersAfter(side, team, outcomes);
    },
  },
  {
    name: 'twenty accept where three seats are',
    rule: 'three members at most',
    async run(side) {
      const [owner, ...guests] = side.people.slice(0, AT_ONCE + 1) as [Racer, ...Racer[]];
      const team = await side.team([owner], 3);
      const invitations = await side.invited(team, owner, guests);
      const outcomes = await atOnce((n) => side.accept(n % 2, at(guests, n), at(invitations, n)));
      const state = await side.state(team);
      return verdict(state.members <= 3 && state.doubled === 0, state, outcomes);
    },
  },
  {
    name: 'twenty invite one address, spelt differently',
    rule: 'one invitation waits',
    async run(side, round) {
      const owners = side.people.slice(0, AT_ONCE);
      const team = await side.team(owners);
      const address = `guest-${round}@race.example`;
      const spelt = [
        address,
        address.toUpperCase(),
        address.replace('guest', 'Guest'),
        address.replace('race', 'RACE'),
      ];
      const outcomes = await atOnce((n) => side.invite(n % 2, team, at(owners, n), at(spelt, n)));
      const pending = await side.pending(team, address);
      return verdict(pending === 1, { pending }, outcomes);
    },
  },
  {
    name: 'twenty accept one invitation',
    rule: 'it is spent once',
    async run(side) {
      const [owner, guest] = side.people.slice(0, 2) as [Racer, Racer];
      const team = await side.team([owner]);
      const invitations = await side.invited(team, owner, [guest]);
      const outcomes = await atOnce((n) => side.accept(n % 2, guest, at(invitations, 0)));
      const state = await side.state(team);
      const held = count(outcomes) === 1 && state.members === 2 && state.doubled === 0;
      return verdict(held, { ...state, accepted: count(outcomes) }, outcomes);
    },
  },
  {
    name: 'a team is deleted while ten accept',
    rule: 'gone, and nobody in what is gone',
    async run(side) {
      const [owner, ...guests] = side.people.slice(0, 11) as [Racer, ...Racer[]];
      const team = await side.team([owner]);
      const invitations = await side.invited(team, owner, guests);
      const outcomes = await atOnce((n) =>
        n % 2
          ? side.deleteTeam((n >> 1) % 2, team, owner)
          : side.accept(n % 4 ? 1 : 0, at(guests, n >> 1), at(invitations, n >> 1)),
      );
      const state = await side.state(team);
      const held = !state.exists && state.orphans === 0 && !outcomes.includes('5xx');
      return verdict(held, { ...state, faults: outcomes.filter((outcome) => outcome === '5xx').length }, outcomes);
    },
  },
  {
    name: 'staff removes the only owner',
    rule: 'an owner is left',
    async run(side) {
      // The last one: where staff can only delete the whole account, that person is gone.
      const [owner, member] = [side.people.at(-1), side.people[0]] as [Racer, Racer];
      const team = await side.team([owner]);
      const [invitation] = await side.invited(team, owner, [member]);
      if (invitation) await side.accept(0, member, invitation);
      const outcomes = await atOnce((n) => side.removeByStaff(n % 2, team, owner));
      return ownersAfter(side, team, outcomes);
    },
  },
];
