/** Everything the host knows of its surroundings. Plugins see the part that the kit names; the machines see all of it. */
import { HouseSettings } from '@purser/kit/backend/settings';
import type { HouseOptions } from '../house.options.js';

export interface HouseConfigValues {
  readonly mode: HouseSettings['mode'];
  readonly role: HouseSettings['role'];
  readonly productName: string;
  readonly publicUrl: string;
  readonly consoleUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** A replica that the console's lists are read from; undefined = they are read where everything is. */
  readonly readUrl?: string | undefined;
  /** Connections of the pool. */
  readonly poolSize: number;
  /** How many proxies in front of this process are ours; 0 = the peer's address is the client's (SECURITY 24). */
  readonly trustProxy: number;
  /** Headers in which a proxy of ours tells a coarse place, lower case; read only behind one. */
  readonly placeHeaders?: readonly string[] | undefined;
  /** Bearer token for `/metrics`; without one only the loopback may read it. */
  readonly metricsToken?: string | undefined;
  /** Where pages report errors to (Sentry); undefined = nowhere. */
  readonly browserDsn?: string | undefined;
  /** Folder that holds the built `console` and `portal`; undefined = this process serves no pages. */
  readonly pagesDir?: string | undefined;
  /** Options of the house's own machines. */
  readonly machines: HouseOptions;
}

export class HouseConfig extends HouseSettings implements HouseConfigValues {
  readonly mode: HouseSettings['mode'];
  readonly role: HouseSettings['role'];
  readonly productName: string;
  readonly publicUrl: string;
  readonly consoleUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly readUrl: string | undefined;
  readonly poolSize: number;
  readonly trustProxy: number;
  readonly placeHeaders: readonly string[] | undefined;
  readonly metricsToken: string | undefined;
  readonly browserDsn: string | undefined;
  readonly pagesDir: string | undefined;
  readonly machines: HouseOptions;
  private listensAt: string | undefined;

  constructor(values: HouseConfigValues) {
    super();
    this.mode = values.mode;
    this.role = values.role;
    this.productName = values.productName;
    this.publicUrl = values.publicUrl;
    this.consoleUrl = values.consoleUrl;
    this.dataDir = values.dataDir;
    this.databaseUrl = values.databaseUrl;
    this.readUrl = values.readUrl;
    this.poolSize = values.poolSize;
    this.trustProxy = values.trustProxy;
    this.placeHeaders = values.placeHeaders;
    this.metricsToken = values.metricsToken;
    this.browserDsn = values.browserDsn;
    this.pagesDir = values.pagesDir;
    this.machines = values.machines;
  }

  get loopbackUrl(): string {
    if (!this.listensAt) throw new Error('The loopback address is known once the house listens.');
    return this.listensAt;
  }

  /** Called by the one who makes the house listen. `host` counts when it is one certain address. */
  listensOn(port: number, host = '127.0.0.1'): void {
    const everywhere = ['0.0.0.0', '::', 'localhost'].includes(host);
    this.listensAt = `http://${everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${port}`;
  }
}
