import { AuditTrail } from '@purser/kit/backend/audit';
import { defineAudit } from '@purser/kit/names';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { auditRecord } from '../../backend/audit/audit.records.js';
import { AuditVerification, linkHash } from '../../backend/audit/audit-verification.service.js';
import { AuditVerifyCommand } from '../../backend/audit/audit-verify.command.js';
import { housePermissions } from '../../backend/names.js';

const names = defineAudit('harbour', { berthTaken: 'Berth taken', berthLeft: 'Berth left' });

describe('the audit trail', () => {
  let house: TestHouse;
  let trail: AuditTrail;
  let verification: AuditVerification;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [] });
    trail = house.get(AuditTrail);
    verification = house.get(AuditVerification);
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    await tamper('TRUNCATE house_audit, house_audit_link');
    await tamper(`UPDATE house_audit_head SET seq = 0, hash = repeat('0', 64)`);
  });

  const record = (n: number, further: Record<string, unknown> = {}) =>
    house.dataSource.transaction((tx) =>
      trail.record(tx, {
        what: names.berthTaken,
        by: 'system',
        on: { type: 'berth', id: `b${n}` },
        detail: { n },
        ...further,
      }),
    );
  /** What somebody with the database in their hands can do. */
  const tamper = async (sql: string) => {
    await house.dataSource.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      await tx.query(sql);
    });
  };

  it('keeps its chains whole under 20 simultaneous writers', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        for (let n = 0; n < 10; n += 1) await record(writer * 10 + n);
      }),
    );
    const verdict = await verification.verify();
    expect(verdict).toMatchObject({ intact: true, entries: 200, faults: [] });
    const [{ chains }] = await house.dataSource.query(
      'SELECT count(DISTINCT chain)::int AS chains FROM house_audit_link',
    );
    expect(chains).toBeGreaterThan(4);
  });

  it('is not held up by a publisher that goes on working after its entry', async () => {
    const slow = house.dataSource.createQueryRunner();
    await slow.startTransaction();
    await trail.record(slow.manager, { what: names.berthTaken, by: 'system' });
    // More transactions than there are chains: each chain is used at least once.
    await Promise.all(Array.from({ length: 40 }, (_, n) => record(n)));
    await slow.commitTransaction();
    await slow.release();
    expect(await verification.verify()).toMatchObject({ intact: true, entries: 41 });
  });

  it('does not deadlock when two publishers touch the same rows in opposite order', async () => {
    await house.dataSource.query('CREATE TABLE berth (id int PRIMARY KEY, n int DEFAULT 0)');
    await house.dataSource.query('INSERT INTO berth SELECT generate_series(1, 20)');
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        house.dataSource.transaction(async (tx) => {
          await trail.record(tx, { what: names.berthTaken, by: 'system' });
          await tx.query('UPDATE berth SET n = n + 1 WHERE id = $1', [(n % 20) + 1]);
          await trail.record(tx, { what: names.berthLeft, by: 'system' });
        }),
      ),
    );
    expect(await verification.verify()).toMatchObject({ intact: true, entries: 80 });
  });

  it('forgets an entry whose transaction rolls back', async () => {
    await record(1);
    await expect(
      house.dataSource.transaction(async (tx) => {
        await trail.record(tx, { what: names.berthTaken, by: 'system' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await verification.verify()).toMatchObject({ intact: true, entries: 1 });
  });

  it.each([
    'UPDATE house_audit SET entry = entry',
    'DELETE FROM house_audit',
    'TRUNCATE house_audit CASCADE',
    'UPDATE house_audit_link SET hash = hash',
    'DELETE FROM house_audit_link',
    'TRUNCATE house_audit_link',
  ])('refuses: %s', async (sql) => {
    await record(1);
    await expect(house.dataSource.query(sql)).rejects.toThrow('append-only');
  });

  it.each([
    [
      'an edited entry',
      `UPDATE house_audit SET entry = replace(entry, '"n":5', '"n":6') WHERE entry LIKE '%"n":5%'`,
      'changed',
    ],
    ['a removed entry', `DELETE FROM house_audit WHERE entry LIKE '%"n":5%'`, 'missing'],
    [
      'a removed entry with its link',
      `WITH gone AS (DELETE FROM house_audit_link WHERE (chain, seq) = (SELECT chain, min(seq) FROM house_audit_link
         GROUP BY chain HAVING count(*) > 1 LIMIT 1) RETURNING audit_id)
       DELETE FROM house_audit USING gone WHERE id = gone.audit_id`,
      'missing',
    ],
    [
      'two entries that changed places',
      `WITH pair AS (SELECT chain, min(seq) AS a, max(seq) AS b FROM house_audit_link GROUP BY chain HAVING count(*) > 1 LIMIT 1),
         old AS (SELECT l.* FROM house_audit_link l JOIN pair USING (chain) WHERE l.seq IN (pair.a, pair.b))
       UPDATE house_audit e SET entry = (SELECT entry FROM house_audit o JOIN old ON old.audit_id = o.id WHERE o.id <> e.id)
       WHERE e.id IN (SELECT audit_id FROM old)`,
      'changed',
    ],
    [
      'a cut-off end',
      `WITH gone AS (DELETE FROM house_audit_link l USING house_audit_head h
         WHERE h.chain = l.chain AND h.seq = l.seq AND h.chain = (SELECT max(chain) FROM house_audit_link) RETURNING audit_id)
       DELETE FROM house_audit USING gone WHERE id = gone.audit_id`,
      'cut-off',
    ],
    [
      'an entry slipped in beside the chain',
      `INSERT INTO house_audit (id, entry) VALUES (gen_random_uuid(), '{"at":1,"what":"x.y","by":{"kind":"system"}}')`,
      'unlinked',
    ],
  ])('sees %s', async (_, sql, what) => {
    for (let n = 0; n < 40; n += 1) await record(n);
    await tamper(sql);
    const verdict = await verification.verify();
    expect(verdict.intact).toBe(false);
    expect(verdict.faults.map((fault) => fault.what)).toContain(what);
  });

  it('takes any Unicode, and what jsonb does not', async () => {
    const name = 'A\u0000B \ud800 👩‍🚀 ﷽ \u202e"\\\n';
    await record(1, { reason: name, before: { [name]: name }, after: { when: new Date(0), gone: undefined } });
    expect(await verification.verify()).toMatchObject({ intact: true, entries: 1 });
    const [{ entry }] = await house.dataSource.query('SELECT entry::jsonb AS entry FROM house_audit');
    expect(entry.reason).toBe('A\uFFFDB \uFFFD 👩‍🚀 ﷽ \u202e"\\\n');
    expect(entry.after).toEqual({ when: '1970-01-01T00:00:00.000Z' });
  });

  it('is checked by a command and by a nightly job, which say what they found', async () => {
    const command = async () => {
      const lines: string[] = [];
      const print = (line: string) => void lines.push(line);
      return house
        .get(AuditVerifyCommand)
        .run({ args: [], options: {}, print })
        .then(
          () => lines,
          (error: Error) => [...lines, error.message],
        );
    };
    const nightly = async () => {
      const manager = house.signedInAs(anOperator([housePermissions.readJobs, housePermissions.manageJobs]));
      await house
        .request()
        .post('/api/console/job-kinds/house.verify-audit/run')
        .set('Authorization', manager)
        .expect(200);
      return (await house.runJobs()).failed;
    };
    await record(1);
    expect(await command()).toEqual([
      'The audit trail is intact: 1 entries.',
      expect.stringMatching(/^Anchor [0-9a-f]{64}/),
    ]);
    expect(await nightly()).toEqual([]);
    await tamper(`UPDATE house_audit SET entry = replace(entry, '"n":1', '"n":2')`);
    expect(await command()).toEqual([expect.stringMatching(/^changed: chain/), expect.stringContaining('was changed')]);
    expect(await nightly()).toEqual([{ name: 'house.verify-audit', error: expect.stringContaining('was changed') }]);
  });

  describe('in the console', () => {
    const auditor = () => house.signedInAs(anOperator([housePermissions.readAudit]));

    it('is listed with filters by actor, name, workspace, subject and date', async () => {
      const operator = anOperator([housePermissions.readAudit]);
      const workspaceId = '01890000-0000-7000-8000-000000000001';
      await record(1);
      await record(2, { by: operator, what: names.berthLeft, workspaceId });
      const list = (filter: Record<string, unknown>) =>
        house
          .request()
          .get('/api/console/audit')
          .query({ filter: JSON.stringify(filter) })
          .set('Authorization', auditor());
      for (const filter of [
        { actorId: operator.operatorId },
        { actorEmail: operator.email },
        { what: 'harbour.berth-left' },
        { workspaceId },
        { subjectType: 'berth', subjectId: 'b2' },
        { q: 'b2' },
      ]) {
        const response = await list(filter).expect(200);
        expect(response.body).toHaveLength(1);
        expect(response.body[0]).toMatchObject({
          what: 'harbour.berth-left',
          actorKind: 'operator',
          entry: { detail: { n: 2 } },
        });
        expect(response.headers['content-range']).toBe('audit 0-0/1');
      }
      await list({ at_gte: new Date(Date.now() + 60_000).toISOString() }).expect(200, []);
      await list({ entry: 'x' }).expect(400);
      const [{ id }] = (await list({ q: 'b2' })).body;
      const one = await house.request().get(`/api/console/audit/${id}`).set('Authorization', auditor()).expect(200);
      auditRecord.strict().parse(one.body);
      expect(one.body.hash).toMatch(/^[0-9a-f]{64}$/);
    });

    it('wants the permission', async () => {
      const stranger = house.signedInAs(anOperator([housePermissions.readJobs]));
      await house.request().get('/api/console/audit').set('Authorization', stranger).expect(403);
      await house.request().get('/api/console/audit/export').set('Authorization', stranger).expect(403);
      await house.request().get('/api/console/audit').expect(401);
    });

    it('is exported as CSV without live formulas, and the export is an entry', async () => {
      await record(1, { reason: '=HYPERLINK("http://evil")', detail: { text: 'a,"b"\r\nc' } });
      const file = await house
        .request()
        .get('/api/console/audit/export?format=csv')
        .set('Authorization', auditor())
        .expect(200);
      expect(file.headers['content-type']).toContain('text/csv');
      const [header, ...rows] = file.text.trim().split('\r\n');
      expect(header?.startsWith('id,at,what,')).toBe(true);
      expect(rows.some((row) => row.includes(`"'=HYPERLINK(""http://evil"")"`))).toBe(true);
      const names = (await house.dataSource.query('SELECT what FROM house_audit')).map(
        (row: { what: string }) => row.what,
      );
      expect(names).toContain('house.audit-exported');
    });

    it('is exported as JSON lines from which the chain can be recomputed, page after page', async () => {
      await house.dataSource.transaction(async (tx) => {
        for (let n = 0; n < 1_100; n += 1)
          await trail.record(tx, { what: names.berthTaken, by: 'system', detail: { n } });
      });
      const file = await house.request().get('/api/console/audit/export').set('Authorization', auditor()).expect(200);
      const lines = file.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines).toHaveLength(1_101);
      expect(new Set(lines.map((line) => line.id)).size).toBe(1_101);
      const heads = new Map<number, string>();
      for (const line of lines.sort((a, b) => a.seq - b.seq)) {
        const previous = heads.get(line.chain) ?? '0'.repeat(64);
        expect(linkHash(previous, line.chain, line.seq, line.id, line.entry)).toBe(line.hash);
        heads.set(line.chain, line.hash);
      }
    });

    it('refuses an export of an unknown form', async () => {
      await house.request().get('/api/console/audit/export?format=xml').set('Authorization', auditor()).expect(400);
    });
  });
});
