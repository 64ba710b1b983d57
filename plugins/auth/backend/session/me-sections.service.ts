import { Injectable } from '@nestjs/common';

type Section = (userId: string) => Promise<unknown>;

/** What other plugins add to `GET /api/auth/me`, so that auth never has to know them. */
@Injectable()
export class MeSections {
  private readonly sections = new Map<string, Section>();

  /** Called once, when the plugin's module starts. `key` is the member of the answer. */
  register(key: string, section: Section): void {
    if (this.sections.has(key)) throw new Error(`There is a section "${key}" of /api/auth/me already.`);
    this.sections.set(key, section);
  }

  async of(userId: string): Promise<Record<string, unknown>> {
    const entries = [...this.sections].map(async ([key, section]) => [key, await section(userId)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
}
