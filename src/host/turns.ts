/** Runs work one at a time, in the order asked; a failed turn does not stop the next. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  let turn: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };
}

/** The same for each name on its own: work on different names does not wait. */
export function createTurnsByName(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, { inTurn: InTurn; waiting: number }>();
  return async (name, work) => {
    const line = lines.get(name) ?? { inTurn: createTurns(), waiting: 0 };
    lines.set(name, line);
    line.waiting += 1;
    try {
      return await line.inTurn(work);
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) lines.delete(name);
    }
  };
}
