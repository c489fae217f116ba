import { writeSync } from 'node:fs';

/** Log lines go there, one by one. A server does not end because its log has no room, or its reader has gone: what cannot be written is left out. */
export function createLogStream(descriptor: number): { write(line: string): void } {
  return {
    write: (line) => {
      try {
        writeSync(descriptor, line);
      } catch {
        // Whoever could be told would be told here.
      }
    },
  };
}
