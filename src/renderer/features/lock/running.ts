import type { Day } from '#domain/identity.ts';
import type { Operation } from '#domain/operation.ts';

/** Whether an operation of today is running: its people have their hands full, and no clock locks them out. */
export function isRunningToday(operations: readonly { fields: Pick<Operation, 'status' | 'date'> }[], today: Day): boolean {
  return operations.some(({ fields }) => fields.status === 'running' && fields.date === today);
}
