/** What the whole house knows of its surroundings; a plugin's own settings are its options. */
export abstract class HouseSettings {
  abstract readonly mode: 'development' | 'test' | 'production';
  abstract readonly role: 'all' | 'web' | 'worker';
  abstract readonly productName: string;
  /** Origin people use, without a trailing slash. Hosts in links come from here, never from a request (SECURITY 14). */
  abstract readonly publicUrl: string;
  /** Origin of the console; equal to `publicUrl` unless `CONSOLE_URL` is set. */
  abstract readonly consoleUrl: string;
  /** Where this process answers itself, e.g. `http://127.0.0.1:3000`. It answers once the house listens, not before. */
  abstract readonly loopbackUrl: string;
  /** Folder of everything this installation keeps in files. */
  abstract readonly dataDir: string;
}
