import { Injectable } from '@nestjs/common';

/**
 * What other plugins add to `GET /api/auth/me`, so that auth never has to know them. A section is an SQL expression over the
 * session `s`, whose person is `s.user_id`: all of them are read with the session in one statement, for this is what every page
 * asks first.
 */
@Injectable()
export class MeSections {
  private readonly sections = new Map<string, string>();

  /**
   * Called once, when the plugin's module starts. `key` is the member of the answer, `sql` a query for one value that
   * `json_build_object` takes; both constants of the plugin, never a request's words.
   */
  register(key: string, sql: string): void {
    if (this.sections.has(key)) throw new Error(`There is a section "${key}" of /api/auth/me already.`);
    this.sections.set(key, sql);
  }

  /** One SQL expression: an object with a member for each section. */
  get sql(): string {
    const members = [...this.sections].map(([key, sql]) => `'${key}', (${sql})`);
    return `json_build_object(${members.join(', ')})`;
  }
}
