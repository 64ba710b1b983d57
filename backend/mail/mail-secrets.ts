import type { Mail } from '@purser/kit/backend/mail';
import Handlebars from 'handlebars';
import type { z } from 'zod';

export const MASK = '•••';
const HOUSE_FACTS = ['product', 'publicUrl', 'consoleUrl'];

/** Those the mail names; else whatever its link and code are made of. */
export function secretNames(mail: Mail<z.ZodObject>): ReadonlySet<string> {
  if (mail.secrets) return new Set(mail.secrets);
  const names = new Set<string>();
  for (const { action, code } of Object.values(mail.words)) {
    for (const template of [action?.href, code]) {
      if (template !== undefined) new NameVisitor(names).accept(Handlebars.parse(template));
    }
  }
  for (const fact of HOUSE_FACTS) names.delete(fact);
  return names;
}

/** What may be seen, and what is kept only until it was sent (null when the mail has nothing to hide). */
export function separateSecrets(
  names: ReadonlySet<string>,
  data: Record<string, unknown>,
): { seen: Record<string, unknown>; secrets: Record<string, unknown> | null } {
  const entries = Object.entries(data);
  const secrets = entries.filter(([name]) => names.has(name));
  return {
    seen: Object.fromEntries(entries.map(([name, value]) => [name, names.has(name) ? MASK : value])),
    secrets: secrets.length === 0 ? null : Object.fromEntries(secrets),
  };
}

class NameVisitor extends Handlebars.Visitor {
  constructor(private readonly names: Set<string>) {
    super();
  }

  override PathExpression(path: hbs.AST.PathExpression): void {
    const [first] = path.parts;
    if (typeof first === 'string') this.names.add(first);
  }
}
