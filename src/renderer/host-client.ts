import { Failure, FailureLine } from '#contract/failure.ts';
import { type HostCall, type HostInput, type HostMethod, type HostOutput, HostReply, hostApi } from '#contract/host-api.ts';

/** The typed face of the one call path a shell gives. */
export interface Host {
  /** @throws Failure with the code host answered */
  call<M extends HostMethod>(method: M, input: HostInput<M>, bytes?: ArrayBuffer): Promise<HostOutput<M>>;
}

/** Answers are parsed once, here. */
export function createHostClient(call: HostCall): Host {
  return {
    async call(method, input, bytes) {
      const reply = HostReply.parse(await call(method, input, bytes));
      if (!reply.ok) {
        const { code, facts } = FailureLine.parse(reply.error);
        throw new Failure(code, facts);
      }
      return hostApi[method].output.parse(reply.value) as HostOutput<typeof method>;
    },
  };
}
