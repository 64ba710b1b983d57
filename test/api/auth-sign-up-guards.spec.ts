/** What stands between programs and sign-up: the hidden field, and the puzzle behind its flag. */
import { createHash } from 'node:crypto';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { solveProof } from '../../plugins/auth/portal/sign-up/proofOfWork.js';
import { authForTests, browser, confirmationOf, mailsTo, PASSWORD } from '../support/customer.js';
import { anOperator } from '../support/people.js';

const FLAG = 'auth.sign-up-proof-of-work';
let serial = 0;

describe('the guards of sign-up', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests({ proofOfWork: { bits: 8 } })] });
  });
  afterAll(() => house?.close());

  const someone = () => ({ email: `guarded-${++serial}@example.org`, password: PASSWORD, name: 'Ada Lovelace' });
  const join = (body: object, by = browser(house)) => by.post('/api/auth/signup').send(body);
  const accounts = async (email: string) => {
    await house.runJobs();
    return (await house.dataSource.query('SELECT 1 FROM auth_user WHERE email = $1', [email])).length;
  };
  const shape = ({ status, body, headers }: { status: number; body: object; headers: object }) => ({
    status,
    body,
    headers: Object.keys(headers).sort(),
  });
  const counted = async (result: string) =>
    new RegExp(`purser_auth_sign_up_total\\{result="${result}"\\} (\\d+)`).exec(
      (await house.request().get('/metrics')).text,
    )?.[1];

  describe('the hidden field', () => {
    it('changes nothing in the answer, and nothing else happens: no account, no mail', async () => {
      const [person, program] = [someone(), someone()];
      const answers = [await join(person), await join({ ...program, website: 'https://spam.example' })];
      expect(shape(answers[1] as never)).toEqual(shape(answers[0] as never));
      expect([await accounts(person.email), await accounts(program.email)]).toEqual([1, 0]);
      expect(await mailsTo(house, program.email)).toEqual([]);
      expect(await counted('trapped')).toBe('1');
      const [entry] = await house.dataSource.query(
        `SELECT entry::text AS entry FROM house_audit WHERE what = 'auth.sign-up-trapped'`,
      );
      expect(entry.entry).toContain('g•••@example.org');
    });

    it('also makes a correction do nothing', async () => {
      const agent = browser(house);
      const [program, next] = [someone(), someone()];
      await join({ ...program, website: 'x' }, agent).expect(202);
      await agent.post('/api/auth/signup/correct').send({ email: next.email }).expect(202);
      expect([await accounts(next.email), (await mailsTo(house, next.email)).length]).toEqual([0, 0]);
    });

    it('left empty is what people send', async () => {
      const person = someone();
      await join({ ...person, website: '' }).expect(202);
      await confirmationOf(house, person.email);
    });
  });

  describe('the puzzle', () => {
    const turn = async (on: boolean) => {
      const { bearer } = await anOperator(house);
      await house.request().put(`/api/console/flags/${FLAG}`).set('Authorization', bearer).send({ on }).expect(200);
    };
    const puzzle = async () =>
      (await house.request().get('/api/auth/signup/challenge').expect(200)).body as { challenge: string; bits: number };
    const solved = async () => {
      const { challenge, bits } = await puzzle();
      return solveProof(challenge, bits);
    };
    beforeEach(() => turn(true));
    afterAll(() => turn(false));

    it('is asked of nobody while its flag is off', async () => {
      await turn(false);
      expect(await puzzle()).toEqual({ challenge: null, bits: 0 });
      await join(someone()).expect(202);
    });

    it('lets through who solved it, as the portal solves it', async () => {
      const proof = await solved();
      const hash = createHash('sha256').update(`${proof.challenge}.${proof.nonce}`).digest();
      expect(hash[0]).toBe(0);
      const person = someone();
      await join({ ...person, proof }).expect(202);
      await confirmationOf(house, person.email);
    });

    it.each([
      ['none', async () => undefined],
      ['a wrong one', async () => wrongFor(await puzzle())],
      ['one of another house', async () => ({ challenge: 'zzzzzzzzz.1.abc.def', nonce: '1' })],
      [
        'an easier one',
        async () => {
          const { challenge } = await puzzle();
          return { challenge: challenge.replace('.8.', '.0.'), nonce: '1' };
        },
      ],
      [
        'an old one',
        async () => {
          const proof = await solved();
          house.clock.advance(600_001);
          return proof;
        },
      ],
    ])('turns %s away, and does nothing', async (_, make) => {
      const [person, proof] = [someone(), await make()];
      expect((await join({ ...person, proof }).expect(403)).body.code).toBe('proof_required');
      expect([await accounts(person.email), (await mailsTo(house, person.email)).length]).toEqual([0, 0]);
    });

    it('counts once, also when twenty hand the same one in', async () => {
      const proof = await solved();
      const answers = await Promise.all(Array.from({ length: 20 }, () => join({ ...someone(), proof })));
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 403)).toHaveLength(19);
    });
  });
});

function wrongFor({ challenge }: { challenge: string }) {
  for (let nonce = 0; ; nonce += 1) {
    const [first] = createHash('sha256').update(`${challenge}.${nonce}`).digest();
    if (first !== 0) return { challenge, nonce: String(nonce) };
  }
}
