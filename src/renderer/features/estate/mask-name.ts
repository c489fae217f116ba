/** `张*`, `欧阳*` is not told from `欧**`: the first sign and stars, as many as signs follow. */
export function maskName(name: string): string {
  const signs = [...name];
  return signs.length <= 1 ? name : `${signs[0]}${'*'.repeat(Math.min(signs.length - 1, 2))}`;
}
