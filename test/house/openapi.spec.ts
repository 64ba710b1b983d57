import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createTestHouse } from '@purser/kit/testing/house';
import { openApiDocument } from '../../backend/http/open-api.js';
import { plugins } from '../../backend/plugins.js';

const stored = path.resolve(import.meta.dirname, '../../docs/openapi.json');

describe('docs/openapi.json', () => {
  it('tells the API as it is; "pnpm purser openapi --to docs/openapi.json" writes it anew', async () => {
    const house = await createTestHouse({ plugins: plugins({ SIGNING_KEYS: undefined }) });
    const document = JSON.parse(JSON.stringify(openApiDocument(house.app, 'Purser')));
    await house.close();
    const { paths } = document as { paths: Record<string, Record<string, { operationId: string }>> };
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map((method) => method.operationId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(document).toEqual(JSON.parse(readFileSync(stored, 'utf8')));
  });
});
