import { usePortal } from '@purser/kit/portal/portal';
import type { SignUpChallenge, SignUpRequest } from '../../records.js';
import { solveProof } from './proofOfWork.js';

const FLAG = 'auth.sign-up-proof-of-work';
const PROOF_REQUIRED = 'proof_required';

/** Sends a sign-up, with the proof of work where one is asked for; also when that began after this page was loaded. */
export function useSignUp(): (request: SignUpRequest) => Promise<void> {
  const { publicApi, house } = usePortal();
  const post = (request: SignUpRequest) => publicApi.post<void>('/api/auth/signup', request);

  const proven = async (request: SignUpRequest) => {
    const { challenge, bits } = await publicApi.get<SignUpChallenge>('/api/auth/signup/challenge');
    await post(challenge === null ? request : { ...request, proof: await solveProof(challenge, bits) });
  };

  return async (request) => {
    if (house.flags[FLAG]) return proven(request);
    try {
      await post(request);
    } catch (error) {
      if ((error as { code?: unknown }).code !== PROOF_REQUIRED) throw error;
      await proven(request);
    }
  };
}
