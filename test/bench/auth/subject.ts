/** What is measured, the same for every server. */

/** One request of one person, as their browser sends it through the one proxy in front of the server. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A browser keeps the cookies it is given: the values of `Set-Cookie`. */
  readonly keep?: (setCookies: readonly string[]) => void;
}

export interface Subject {
  readonly name: string;
  readonly port: number;
  /** How many people there are, each signed in on one device, each with an address of their own. */
  readonly people: number;
  /** Address and password; opens one more session. */
  signIn(person: number): Call;
  /** The session is prolonged: written, with whatever the browser gets anew. */
  refresh(person: number): Call;
  /** Who am I: the person and the session. */
  read(person: number): Call;
  readonly serverPids: () => number[];
  readonly databasePids: () => number[];
  /** p99 of the event loop's delay in milliseconds since it was last asked for, as the server's own perf_hooks tell it. */
  eventLoopDelay(): Promise<number>;
  stop(): Promise<void>;
}

/** An address for each person, so that limits per address see as many clients as there are. */
export function addressOf(person: number): string {
  return `10.${(person >> 16) & 255}.${(person >> 8) & 255}.${person & 255}`;
}

export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
export const PASSWORD = 'correct horse battery staple';
/** What people reach; the proxy that ends TLS there is played by the generator. */
export const PUBLIC_URL = 'https://bench.example';
