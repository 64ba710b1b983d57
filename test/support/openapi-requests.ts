/** Requests made from the OpenAPI document, so that routes which are added later are asked as well. */

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly $ref?: string;
}

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface Route {
  readonly method: string;
  /** With `{id}` as in the document. */
  readonly path: string;
  /** Names of path parameters and of ids in the body. */
  readonly ids: readonly string[];
  /** Stays open once it is answered. */
  readonly streams: boolean;
  /** The smallest body that the schema admits, its ids taken from `ids`. */
  body(ids: (name: string) => string): unknown;
}

export function routesOf(document: OpenApi): Route[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const schema = operation.requestBody?.content?.['application/json']?.schema;
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const inBody: string[] = [];
      sample(document, schema, 'body', (name) => {
        inBody.push(name);
        return '';
      });
      const streams = path.endsWith('/events');
      const body = (ids: (name: string) => string) => sample(document, schema, 'body', ids);
      return { method, path, ids: [...inPath, ...inBody], streams, body };
    }),
  );
}

function sample(document: OpenApi, schema: Schema | undefined, name: string, ids: (name: string) => string): unknown {
  if (!schema) return undefined;
  if (schema.$ref) {
    return sample(document, document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''], name, ids);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = [...(schema.anyOf ?? schema.oneOf ?? [])].sort((a, b) => Number(hasId(b)) - Number(hasId(a)));
  if (first) return sample(document, first, name, ids);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, sample(document, schema.properties?.[key], key, ids)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(document, schema.items, name, ids));
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    case 'string':
      if (schema.format === 'uuid') return ids(name);
      if (schema.format === 'email' || name === 'email') return 'somebody@example.org';
      return 'x'.repeat(Math.max(8, schema.minLength ?? 0));
    default:
      return null;
  }
}

/** Of alternatives the one that names something: the others are tokens, which strangers do not have. */
function hasId({ properties }: Schema): boolean {
  return Object.values(properties ?? {}).some(({ format }) => format === 'uuid');
}
