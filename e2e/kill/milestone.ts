/** `reached` once that step was taken so many times: a slow machine works as much before its kill as a fast one. */
export function createMilestone<S extends string>(step: S, times: number): { hit(taken: S): void; reached: Promise<void> } {
  let left = times;
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  if (left === 0) reach();
  return {
    reached,
    hit(taken) {
      if (taken === step) left -= 1;
      if (left === 0) reach();
    },
  };
}
