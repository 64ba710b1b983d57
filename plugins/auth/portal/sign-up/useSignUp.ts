import { usePortal } from '@purser/kit/portal/portal';
import type { SignUpChallenge, SignUpRequest } from '../../records.js';
import { solveProof } from './proofOfWork.js';

const FLAG = 'auth.sign-up-proof-of-work';
const PROOF_REQUIRED = 'proof_required';

/** `confirmed`: the mail of an invitation proved the address already. */
type SignUpStatus = 'confirmation_sent' | 'confirmed';

interface Answer {
  readonly status: SignUpStatus;
}

/** Sends a sign-up, with the proof of work where one is asked for; also when that began after this page was loaded. */
export function useSignUp(): (request: SignUpRequest) => Promise<SignUpStatus> {
  const { publicApi, house } = usePortal();
  const post = async (request: SignUpRequest) => (await publicApi.post<Answer>('/api/auth/signup', request)).status;

  const proven = async (request: SignUpRequest) => {
    const { challenge, bits } = await publicApi.get<SignUpChallenge>('/api/auth/signup/challenge');
    return post(challenge === null ? request : { ...request, proof: await solveProof(challenge, bits) });
  };

  return async (request) => {
    if (house.flags[FLAG]) return proven(request);
    try {
      return await post(request);
    } catch (error) {
      if ((error as { code?: unknown }).code !== PROOF_REQUIRED) throw error;
      return proven(request);
    }
  };
}
