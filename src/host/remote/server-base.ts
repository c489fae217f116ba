import type { TrialServer } from '../ports.ts';
import type { Settings } from '../settings/settings.ts';
import { requireMembership, updateMembership } from './membership.ts';
import { parseServerAddress } from './server-address.ts';

/**
 * Where the server is at the moment. A device that joined the trial server of its own installation starts it when it is needed, and
 * follows it to its new port. @throws Failure not-enrolled, trial-start-failed
 */
export function createServerBase(settings: Settings, trial: TrialServer | null): () => Promise<string> {
  return async () => {
    const membership = requireMembership(settings);
    if (!membership.trial || trial === null) return membership.enrollment.serverUrl;
    const serverUrl = parseServerAddress((await trial.start()).serverUrl);
    if (serverUrl !== membership.enrollment.serverUrl) {
      await updateMembership(settings, (current) => ({ ...current, enrollment: { ...current.enrollment, serverUrl } }));
    }
    return serverUrl;
  };
}
