/** Of a list that a receipt leaves open: one thing, in a sentence. */
export interface OpenLine {
  /** One of its list's alone. */
  key: string;
  said: string;
}

/** What a receipt leaves open, on the screen and on paper. A list without lines is not shown. */
export function OpenList({ title, lines }: { title: string; lines: readonly OpenLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {lines.map(({ key, said }) => (
          <li key={key}>{said}</li>
        ))}
      </ul>
    </section>
  );
}
