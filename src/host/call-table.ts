import type { z } from 'zod';
import type { HostMethod, HostOutput, hostApi } from '#contract/host-api.ts';

type CheckedInput<M extends HostMethod> = z.output<(typeof hostApi)[M]['input']>;

/** What each line of the table does, its input already checked and what it needs already there. `bytes` is empty where the line carries none. */
export type Calls = { [M in HostMethod]: (input: CheckedInput<M>, bytes: Uint8Array) => Promise<HostOutput<M>> };
