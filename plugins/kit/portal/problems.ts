/** What a refusal says to the person who reads it. */
import { useTranslator } from './messages.js';

/** The members of a refusal that pages look at; whatever was thrown is read as one. */
export interface ReadProblem {
  /** Empty when it was not a refusal. */
  readonly code: string;
  readonly text: string;
  /** Field → what is wrong with it. */
  readonly fields: Readonly<Record<string, string>>;
  readonly requestId: string | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;
}

interface Thrown {
  readonly code?: string;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, string>>;
  readonly requestId?: string;
  readonly retryAfter?: number;
}

/**
 * The server speaks English, and tells most. In another language a plugin says it itself under `problems.<code>`, and
 * the portal says what every route can answer.
 */
export function useProblemReader(plugin: string): (thrown: unknown) => ReadProblem {
  const { locale, of } = useTranslator();
  const [own, common] = [of(plugin), of('portal')];
  return (thrown) => {
    const { code = '', message, errors = {}, requestId, retryAfter } = (thrown ?? {}) as Thrown;
    const key = `problems.${code}`;
    const said = [own(key), common(key)].find((text) => text !== key);
    const text = (locale === 'en' && code ? message : said) ?? said ?? message ?? common('failed');
    const fields =
      locale === 'en' ? errors : Object.fromEntries(Object.keys(errors).map((field) => [field, said ?? text]));
    return { code, text, fields, requestId, retryAfter };
  };
}
