/** What a race needs of a product: people who are signed in, teams, and what they do to each other at one time. */

export interface Racer {
  readonly id: string;
  readonly email: string;
  /** Headers that say who asks. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What came back: 200s are `ok`, refusals their code, 503 `unavailable`, faults `5xx`. */
export type Outcome = string;

export interface TeamState {
  /** False once it is deleted. */
  readonly exists: boolean;
  readonly members: number;
  readonly owners: number;
  /** Memberships of one person beyond the first. */
  readonly doubled: number;
  /** Memberships of a team that is not there. */
  readonly orphans: number;
}

export interface Invitation {
  readonly email: string;
  /** What its mail carries. */
  readonly handle: string;
}

export interface Side {
  readonly name: string;
  /** At least 21, the first ones first; the same people in every round. */
  readonly people: readonly Racer[];
  /** A team whose owners are these. */
  team(owners: readonly Racer[], seats?: number): Promise<string>;
  /** Waiting invitations by the team's first owner, one for each. */
  invited(team: string, owner: Racer, guests: readonly Racer[]): Promise<Invitation[]>;
  state(team: string): Promise<TeamState>;
  /** Waiting invitations to this address, however it is spelt. */
  pending(team: string, address: string): Promise<number>;
  changeRole(server: number, team: string, by: Racer, whose: Racer, to: 'admin'): Promise<Outcome>;
  leave(server: number, team: string, by: Racer): Promise<Outcome>;
  invite(server: number, team: string, by: Racer, email: string): Promise<Outcome>;
  accept(server: number, by: Racer, invitation: Invitation): Promise<Outcome>;
  deleteTeam(server: number, team: string, by: Racer): Promise<Outcome>;
  /** Staff takes this person out: of the team, or altogether. */
  removeByStaff(server: number, team: string, whose: Racer): Promise<Outcome>;
  /** Between rounds, where a round takes people away. */
  refresh?(): Promise<void>;
  stop(): Promise<void>;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export async function ask(server: string, { method, path, headers, body }: Asked): Promise<Outcome> {
  const answer = await fetch(`${server}${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  // Too busy, nothing was done: a refusal like others. What is broken answers something else.
  if (answer.status === 503) return 'unavailable';
  if (answer.status >= 500) return '5xx';
  if (answer.ok) return 'ok';
  try {
    return (JSON.parse(text) as { code?: string }).code ?? String(answer.status);
  } catch {
    return String(answer.status);
  }
}
